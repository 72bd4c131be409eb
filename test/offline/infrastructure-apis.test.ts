import { evaluateCluster, type JsonObject, judgePlan, variableEffects } from "@cstack/clusterclass";
import {
  clusterOf,
  convertObject,
  type KubernetesManifest,
  type RenderedUnit,
  renderUnit,
  sampleWith,
  scenariosOf,
  type Unit,
} from "@cstack/generator";
import { describe, expect, test } from "vitest";
import { allUnits, bundleOf, checkout, ejs, renderedUnit } from "../support/repository.ts";

/**
 * A class in another infrastructure API makes of every Cluster what the canonical class makes, in the form of that API: the objects of both are
 * compared over scenarios of all variables, and judged by the schemas of the API.
 */

const repository = checkout();
const openstack = allUnits(repository).filter(({ provider }) => provider.data.id === "openstack");
const api = repository.providers.get("openstack")!.apis.get("v1beta2")!.data;
/** Pairs of values come first; for other minors than the first a few show that their patches are converted, too. */
const mostScenarios = (minor: string) => (minor === openstack[0]?.minor ? 20 : 4);

function inOtherApi(unit: Unit): RenderedUnit {
  const { rendered, diagnostics } = renderUnit(unit, { version: "v1", ejs, infrastructureApi: "v1beta2" });
  if (rendered === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return rendered;
}

type Evaluation = ReturnType<typeof evaluateCluster>;

/** The planned objects of the provider by role; undefined if the Cluster is refused. */
function infrastructureOf({ plan }: Evaluation): Map<string, JsonObject> | undefined {
  if (plan.errors.length > 0) return undefined;
  const own = plan.objects.filter(({ object }) => String(object["apiVersion"]).startsWith("infrastructure.cluster.x-k8s.io/"));
  return new Map(own.map(({ role, object }) => [role, object]));
}

function findingsOf(evaluation: Evaluation, { provider }: Unit): string[] {
  const kubernetes = repository.providers.get("kubeadm")?.versions?.data.kubernetes ?? [];
  const { findings } = judgePlan(evaluation, { schemas: provider.schemas, kubernetes });
  return findings.map(({ rule, field, message }) => `${rule} ${field}: ${message}`);
}

describe.each(openstack.map((unit) => [unit.id, unit] as const))("%s in v1beta2", (_id, unit) => {
  const [canonical, other] = [renderedUnit(unit), inOtherApi(unit)];
  const scenarios = scenariosOf(canonical).slice(0, mostScenarios(unit.minor));

  test("plans the objects of v1beta1, converted, which its schemas accept, or refuses the same Clusters", { timeout: 120_000 }, () => {
    let planned = 0;
    for (const scenario of scenarios) {
      const [before, after] = [canonical, other].map((each) => evaluateCluster(clusterOf(each, scenario))) as [Evaluation, Evaluation];
      const objects = infrastructureOf(before);
      const converted = objects && new Map([...objects].map(([role, object]) => [role, asInOtherApi(object, unit)]));
      expect(infrastructureOf(after), scenario.name).toEqual(converted);
      const findings = findingsOf(after, unit);
      if (findings.length > 0) expect(findingsOf(before, unit), `${scenario.name}: ${findings.join("; ")}`).not.toEqual([]);
      planned += objects === undefined ? 0 : 1;
    }
    expect(planned).toBeGreaterThan(scenarios.length / 2);
  });

  test("is built with a version of its own", () => {
    const { files } = bundleOf(unit, { mode: "hash", infrastructureApi: "v1beta2" });
    expect(String(files.get("class.yaml"))).not.toContain("infrastructure.cluster.x-k8s.io/v1beta1");
  });
});

// Minors differ in facts, not in what may change.
test.each(openstack.filter(({ minor }) => minor === openstack.at(-1)?.minor).map((unit) => [unit.id, unit] as const))(
  "%s in v1beta2 has variables of the same mutability",
  (_id, unit) => {
    const effects = ({ unit: { provider }, ...rest }: RenderedUnit) => {
      const { clusterClass, templates } = sampleWith({ unit, ...rest }, {});
      return variableEffects(clusterClass, templates, { schemas: provider.schemas, mutability: provider.data.mutability ?? [] });
    };
    expect(effects(inOtherApi(unit))).toEqual(effects(renderedUnit(unit)));
  },
  120_000,
);

function asInOtherApi(object: JsonObject, { provider }: Unit): JsonObject {
  const converted = convertObject(object as unknown as KubernetesManifest, provider, api);
  if (converted === undefined) throw new Error(`${String(object["kind"])} is not converted`);
  return converted as unknown as JsonObject;
}

describe("somebody's object in v1beta1", () => {
  const provider = repository.providers.get("openstack")!;
  const object = (kind: string, spec: JsonObject) => ({
    apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1",
    kind,
    metadata: { name: "mine" },
    spec,
  });
  const inOther = (kind: string, spec: JsonObject) =>
    convertObject(object(kind, spec) as unknown as KubernetesManifest, provider, api) as unknown as JsonObject | undefined;

  test("is renamed, inverted and wrapped as CAPO's documentation says", () => {
    const spec = {
      apiServerFloatingIP: "192.0.2.1",
      apiServerPort: 6443,
      disableAPIServerFloatingIP: true,
      apiServerLoadBalancer: { enabled: true, allowedCIDRs: ["192.0.2.0/24"] },
      disableExternalNetwork: false,
      networkMTU: 1400,
      disablePortSecurity: true,
      externalRouterIPs: [{ subnet: { filter: { name: "a" } } }],
      managedSecurityGroups: { allNodesSecurityGroupRules: [], allowAllInClusterTraffic: true },
      bastion: { enabled: true, spec: { flavor: "small", ports: [{ disablePortSecurity: false }, {}] } },
    };
    expect(inOther("OpenStackCluster", spec)).toEqual({
      apiVersion: "infrastructure.cluster.x-k8s.io/v1beta2",
      kind: "OpenStackCluster",
      metadata: { name: "mine" },
      spec: {
        apiServer: {
          floatingIP: "192.0.2.1",
          port: 6443,
          enableFloatingIP: false,
          managedLoadBalancer: { enabled: true, allowedCIDRs: ["192.0.2.0/24"] },
        },
        enableExternalNetwork: true,
        managedNetwork: { mtu: 1400, enablePortSecurity: false },
        managedRouter: { externalIPs: [{ subnet: { filter: { name: "a" } } }] },
        managedSecurityGroups: { clusterNodesSecurityGroupRules: [], allowAllInClusterTraffic: true },
        bastion: { enabled: true, spec: { flavor: { filter: { name: "small" } }, ports: [{ enablePortSecurity: true }, {}] } },
      },
    });
  });

  test("has one flavor there, by its id where it has both", () => {
    const template = (spec: JsonObject) => inOther("OpenStackMachineTemplate", { template: { spec } });
    expect(template({ flavor: "small" })).toMatchObject({ spec: { template: { spec: { flavor: { filter: { name: "small" } } } } } });
    expect(template({ flavor: "small", flavorID: "7" })?.["spec"]).toEqual({ template: { spec: { flavor: { id: "7" } } } });
  });

  test("is left alone where it is of another kind or version", () => {
    expect(inOther("DevCluster", {})).toBeUndefined();
    expect(convertObject({ ...object("OpenStackCluster", {}), apiVersion: "v1" } as never, provider, api)).toBeUndefined();
  });
});
