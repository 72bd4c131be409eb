import fc from "fast-check";
import type { JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { generatedClass } from "./class.ts";
import { clusterOf } from "./cluster.ts";

/** Two classes, the old one first, and Clusters of the old one. */
export interface ClassChangeCase {
  before: JsonObject;
  after: JsonObject;
  clusters: JsonObject[];
}

type Edit = (spec: JsonObject) => JsonObject;

function editList(path: readonly string[], edit: (list: JsonObject[]) => JsonObject[]): Edit {
  return (spec) => {
    const [name, ...rest] = path;
    if (rest.length > 0) return { ...spec, [name!]: editList(rest, edit)((spec[name!] ?? {}) as JsonObject) };
    const list = spec[name!];
    if (!Array.isArray(list)) return spec;
    const edited = edit(list as JsonObject[]);
    const { [name!]: _, ...without } = spec;
    return edited.length > 0 ? { ...without, [name!]: edited } : without;
  };
}

function editSchemas(edit: (schema: JsonObject) => JsonObject): Edit {
  return editList(["variables"], (list) =>
    list.map((variable) => ({
      ...variable,
      schema: { openAPIV3Schema: edit((variable["schema"] as JsonObject)["openAPIV3Schema"] as JsonObject) },
    })),
  );
}

function editReference(name: string, fields: JsonObject): Edit {
  return (spec) => {
    const part = spec[name] as JsonObject;
    return { ...spec, [name]: { ...part, templateRef: { ...(part["templateRef"] as JsonObject), ...fields } } };
  };
}

/** What happens to a class from one release to the next, from the harmless to the forbidden. */
const edits: readonly Edit[] = [
  (spec) => spec,
  editList(["patches"], (list) => list.slice(1)),
  editList(["patches"], (list) => list.toReversed()),
  editReference("infrastructure", { name: "infra-cluster-2" }),
  editReference("infrastructure", { kind: "OtherClusterTemplate" }),
  editReference("infrastructure", { apiVersion: "infrastructure.cluster.x-k8s.io/v1beta2" }),
  editReference("controlPlane", { apiVersion: "another.example.com/v1" }),
  ({ controlPlane, ...spec }) => {
    const { machineInfrastructure: _, healthCheck: __, ...rest } = controlPlane as JsonObject;
    return { ...spec, controlPlane: rest };
  },
  editList(["workers", "machineDeployments"], (list) => list.slice(1)),
  editList(["workers", "machineDeployments"], (list) => list.map((worker) => ({ ...worker, class: `${worker["class"]}-2` }))),
  editList(["workers", "machinePools"], () => []),
  editList(["workers", "machineDeployments"], (list) => list.map(({ healthCheck: _, ...worker }) => worker)),
  editList(["variables"], (list) => list.slice(1)),
  editList(["variables"], (list) => [...list, { name: "another", required: true, schema: { openAPIV3Schema: { type: "string" } } }]),
  editList(["variables"], (list) => list.map((variable) => ({ ...variable, required: true }))),
  editSchemas((schema) => (schema["type"] === "string" ? { ...schema, maxLength: 3 } : schema)),
  editSchemas((schema) => (schema["type"] === "integer" ? { ...schema, type: "string", default: "x" } : schema)),
  editSchemas(({ default: _, ...schema }) => schema),
  editSchemas((schema) =>
    schema["type"] === "boolean" ? { ...schema, "x-kubernetes-validations": [{ rule: "self == oldSelf" }] } : schema,
  ),
  (spec) => ({ ...spec, kubernetesVersions: ["v1.30.0", "v1.31.2"] }),
  (spec) => ({ ...spec, kubernetesVersions: ["v1.35.4", "v1.36.1"] }),
];

/** A class, the same class after one or two edits (mostly under another name), and up to two Clusters. */
export const classChangeCase: fc.Arbitrary<ClassChangeCase> = generatedClass.chain((generated) =>
  fc
    .record({
      chosen: fc.array(fc.constantFrom(...edits), { minLength: 1, maxLength: 2 }),
      sameName: fc.boolean(),
      clusters: fc.array(clusterOf(generated), { maxLength: 2 }),
    })
    .map(({ chosen, sameName, clusters }) => {
      const before = generated.clusterClass;
      const metadata = sameName ? before["metadata"]! : { name: "newer", namespace: "default" };
      const spec = chosen.reduce((result, edit) => edit(result), before["spec"] as JsonObject);
      const named = clusters.map((cluster, index) => ({
        ...cluster,
        metadata: { ...(cluster["metadata"] as JsonObject), name: `mine-${index}` },
      }));
      return { before, after: { ...before, metadata, spec }, clusters: named };
    }),
);
