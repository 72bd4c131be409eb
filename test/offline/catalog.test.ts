import {
  evaluateCluster,
  judgePlan,
  type KubernetesObject,
  type ProviderFacts,
  readEvaluationInput,
  validateVariables,
} from "@cstack/clusterclass";
import type { CatalogIndex, UnitDocument } from "@cstack/release";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { catalogFiles } from "../../packages/cli/src/catalog/catalog-files.ts";
import { currentUnits } from "../../packages/cli/src/release/read-release.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { publishedUnitProblems } from "../support/published-unit.ts";
import { root } from "../support/repository.ts";

/** A static catalog must be enough for a page without a server: what is tested here is read from its files alone. */

const { repository, ...workspace } = openWorkspace(root);
const units = workspace.units.filter(({ id }) => id === "openstack-scs-1-36");
const files = catalogFiles({
  repository,
  units: currentUnits({ repository, ...workspace, units }),
  baselines: new Map(),
  sourcesOf: () => undefined,
  steps: [],
  attestations: new Map(),
});
const path = [...files.keys()].find((name) => name.startsWith("units/openstack-scs-1-36/"))!;
const document = JSON.parse(files.get(path)!) as UnitDocument;

test("the index names the document of each version", () => {
  const index = JSON.parse(files.get("index.json")!) as CatalogIndex;
  expect(index.units.map(({ documents }) => documents[document.version])).toContain(path);
});

describe("a document of a unit", () => {
  test("is what its published schema says, and nothing else", () => {
    expect(publishedUnitProblems(document)).toEqual([]);
    expect(publishedUnitProblems({ ...document, state: "new", more: 1 })).toHaveLength(2);
    expect([...files.keys()]).toContain("schemas/unit-document.json");
  });

  test("has the class and the sample that the plan is made of", () => {
    const { input, errors } = readEvaluationInput([...document.manifests, parse(document.sample) as KubernetesObject]);
    expect(errors).toEqual([]);
    const { plan, ...evaluation } = evaluateCluster(input!);
    expect(document.plan.objects.map(({ role, kind }) => [role, kind])).toEqual(
      plan.objects.map(({ role, object }) => [role, object["kind"]]),
    );
    const facts = JSON.parse(files.get(document.files.providerFacts!)!) as ProviderFacts;
    expect(judgePlan({ plan, ...evaluation }, facts).findings).toEqual([]);
    expect(facts.mutability.length).toBeGreaterThan(0);
  });

  test("hangs every object of the plan below one that is there", () => {
    const roles = new Set(document.plan.objects.map(({ role }) => role));
    expect(document.plan.objects.filter(({ parent }) => parent !== null && !roles.has(parent))).toEqual([]);
  });

  test("has variables with a description, a feature or an addon, and examples that the class accepts", () => {
    const { variables, manifests } = document;
    expect(variables.length).toBeGreaterThan(100);
    for (const { name, description, definedIn, examples } of variables) {
      expect(description, name).not.toBe("");
      expect(definedIn.length, name).toBeGreaterThan(0);
      for (const value of examples) {
        const cluster = { ...parse(document.sample), spec: { topology: { variables: [{ name, value }] } } } as KubernetesObject;
        const errors = validateVariables(manifests[0]!, cluster).errors.filter(({ message }) => message.includes(`"${name}"`));
        expect(errors, `${name} ${JSON.stringify(value)}`).toEqual([]);
      }
    }
    const variable = (wanted: string) => variables.find(({ name }) => name === wanted);
    expect(variable("certSANs")).toMatchObject({
      immutable: false,
      examples: [["api.example.com"]],
      usedBy: { patches: ["certSANs"], addons: [] },
      change: "replaces control plane machines",
    });
    expect(variable("apiServerLoadBalancer")).toMatchObject({ immutable: true, role: "api-load-balancer" });
  });

  test("says under which choices a variable matters, and nothing where it always may", () => {
    const requires = (wanted: string) => document.variables.find(({ name }) => name === wanted)?.requires;
    const octavia = { variable: "apiServerLoadBalancer", values: ["octavia-ovn", "octavia-amphora"] };
    expect(requires("apiServerLoadBalancerOctavia")).toEqual([octavia]);
    expect(requires("apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs")).toEqual([{ ...octavia, values: ["octavia-amphora"] }]);
    expect(requires("yawolFlavorID")).toEqual([{ variable: "workloadLoadBalancer", values: ["yawol"] }]);
    expect(requires("networkExternalID")).toEqual([{ variable: "disableExternalNetwork", values: [false] }]);
    expect(["certSANs", "apiServerLoadBalancer", "workerFlavor"].map(requires)).toEqual([[], [], []]);
  });

  test("names of patches, features and variables lead to each other", () => {
    const { variables, patches, features } = document;
    const names = new Set(variables.map(({ name }) => name));
    expect(patches.flatMap((patch) => patch.variables).filter((name) => !names.has(name))).toEqual([]);
    const ids = new Set(features.map(({ id }) => id));
    expect(features.flatMap(({ requires }) => requires).filter((id) => !ids.has(id))).toEqual([]);
    expect(patches.find(({ name }) => name === "certSANs")?.features).toEqual(["apiserver-certificate"]);
  });

  test("says what turns an addon on", () => {
    expect(document.addons.find(({ id }) => id === "yawol")).toMatchObject({
      switch: { variable: "workloadLoadBalancer", values: ["yawol"], byDefault: false },
      details: { stage: "AfterControlPlaneInitialized" },
    });
  });

  test("carries its version and nothing of the token that stood for it", () => {
    expect(document).toMatchObject({ version: "v1", className: "openstack-scs-1-36-v1", state: "candidate" });
    expect([...files.values()].filter((text) => text.includes("cstacktoken"))).toEqual([]);
  });
});
