import { isDeepStrictEqual } from "node:util";
import { type JsonObject, type KubernetesObject, planCluster, templateKey } from "@cstack/clusterclass";
import type { KubernetesManifest, RenderedUnit } from "@cstack/generator";
import type { Check, Expectation } from "@cstack/model";

/** What a check of a feature expects of the sample Cluster with its variables, and the planned objects do not have; one text each. */
export function missedExpectations(rendered: RenderedUnit, { name, given = {}, expect: expectations = [] }: Check): string[] {
  const { errors, objects } = planCluster(planInput(rendered, given));
  if (errors.length > 0) return errors.map(({ field, message }) => `${name}: ${field} ${message}`);
  return expectations.flatMap((expectation) =>
    (rendered.unit.targets.get(expectation.on) ?? []).flatMap(({ slot, prefix = "" }) => {
      const { role, keepsTemplate } = places[slot];
      const object = objects.find((item) => role.test(item.role))?.object;
      const below = keepsTemplate ? prefix : prefix.replace("/spec/template/spec", "/spec");
      const found = valueAt(object, below + expectation.path);
      return fulfils(found, expectation) ? [] : [`${name}: ${expectation.on} ${expectation.path} of ${slot} is ${JSON.stringify(found)}`];
    }),
  );
}

/** Where the object of a slot stands in a plan, and whether it is a template as in the class, or an object with its spec at the top. */
const places = {
  infrastructureCluster: { role: /^infrastructureCluster$/, keepsTemplate: false },
  controlPlane: { role: /^controlPlane$/, keepsTemplate: false },
  controlPlaneMachine: { role: /^controlPlaneMachineTemplate$/, keepsTemplate: true },
  workerBootstrap: { role: /^machineDeployment\/.*\/bootstrap$/, keepsTemplate: true },
  workerMachine: { role: /^machineDeployment\/.*\/infrastructure$/, keepsTemplate: true },
};

function fulfils(found: unknown, { equals, contains, absent }: Expectation): boolean {
  if (absent === true) return found === undefined;
  if (contains === undefined) return isDeepStrictEqual(found, equals);
  if (typeof found === "string") return found.includes(String(contains));
  return Array.isArray(found) && found.some((item) => isDeepStrictEqual(item, contains));
}

function planInput({ clusterClass, templates, sample }: RenderedUnit, given: Record<string, unknown>) {
  const cluster = structuredClone(sample.at(-1)) as KubernetesObject & { spec: { topology: { variables?: JsonObject[] } } };
  const { topology } = cluster.spec;
  const own = Object.entries(given).map(([name, value]) => ({ name, value }) as JsonObject);
  topology.variables = [...(topology.variables ?? []).filter(({ name }) => !Object.hasOwn(given, String(name))), ...own];
  return {
    clusterClass: inNamespace(clusterClass),
    templates: new Map(templates.map((template) => [keyOf(template), inNamespace(template)])),
    clusters: [inNamespace(cluster)],
    crds: [],
    converted: [],
  };
}

/** Bundles name no namespace: it is that of whoever applies them. */
function inNamespace(object: unknown): KubernetesObject {
  const { metadata, ...rest } = object as KubernetesObject;
  return { ...rest, metadata: { ...metadata, namespace: "default" } } as KubernetesObject;
}

function keyOf({ apiVersion, kind, metadata: { name } }: KubernetesManifest): string {
  return templateKey({ apiVersion, kind, name });
}

function valueAt(root: unknown, pointer: string): unknown {
  const parts = pointer.split("/").slice(1);
  return parts.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], root);
}
