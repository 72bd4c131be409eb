import fc from "fast-check";
import type { Json, JsonObject } from "../../../packages/clusterclass/src/api/json.ts";
import { enabledIf, valueTemplate } from "./template-text.ts";

/** What a selector can name: kind and apiVersion of a template, and the places in which it is used. */
export interface PatchTarget {
  apiVersion: string;
  kind: string;
  match: JsonObject;
}

const leaf = "/spec/template/spec";
/** Paths at which something can be added to every template, as long as no other patch took the parent away. */
const safePaths = [
  `${leaf}/flavor`,
  `${leaf}/added`,
  `${leaf}/list/-`,
  `${leaf}/list/0`,
  `${leaf}/map/a~1b`,
  `${leaf}/map/~0x`,
  `${leaf}/map`,
  `${leaf}/nothing`,
  `${leaf}/replicas`,
  `${leaf}/version`,
  `${leaf}/machineTemplate`,
  `${leaf}/rollout`,
  "/spec/template/metadata/labels/patched",
  "/spec/template/metadata/annotations/patched",
  "/spec/template/metadata/labels",
  "/specfoo",
];

/** Paths that exist in some templates only, or whose change has consequences. */
const riskyPaths = [
  `${leaf}/items/-`,
  `${leaf}/items/0/name`,
  `${leaf}/absent/deep`,
  `${leaf}/machineTemplate/metadata/labels/patched`,
  `${leaf}/machineTemplate/spec/deletion/nodeDrainTimeoutSeconds`,
  leaf,
  "/spec/template/metadata/labels/cluster.x-k8s.io~1cluster-name",
  "/spec/template/metadata",
];

const addPaths = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...safePaths) },
  { weight: 1, arbitrary: fc.constantFrom(...riskyPaths) },
);
const changePaths = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(`${leaf}/flavor`, `${leaf}/map`, `${leaf}/list`, "/spec/template") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(`${leaf}/map/a`, `${leaf}/list/-`, `${leaf}/added`, `${leaf}/`, leaf, "/spec/template/metadata/labels"),
  },
);

function patchValue(names: readonly string[]): fc.Arbitrary<JsonObject> {
  const variable = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 2, arbitrary: fc.constantFrom("builtin.cluster.name", "builtin.cluster.metadata.labels", "builtin.cluster.topology") },
    fc.constantFrom("builtin.cluster.network.pods", "builtin.controlPlane.version", "builtin.machineDeployment.topologyName"),
    fc
      .tuple(fc.constantFrom(...names), fc.constantFrom("[0]", ".mirror", ".ports[0]", ".zone", ".0", "[1].x", ".missing"))
      .map((parts) => parts.join("")),
  );
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom<Json>("x", 3, true, {}, [], { a: { b: [1] } }, ["p", { q: 1.5 }], "yes").map((value) => ({ value })),
    },
    { weight: 3, arbitrary: variable.map((name) => ({ valueFrom: { variable: name } })) },
    { weight: 4, arbitrary: valueTemplate.map((template) => ({ valueFrom: { template } })) },
  );
}

function jsonPatch(names: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(addPaths, patchValue(names)).map(([path, value]) => ({ op: "add", path, ...value })) },
    { weight: 2, arbitrary: fc.tuple(changePaths, patchValue(names)).map(([path, value]) => ({ op: "replace", path, ...value })) },
    { weight: 1, arbitrary: changePaths.map((path) => ({ op: "remove", path })) },
  );
}

/** Patches for the given targets; every selector names one of them. */
export function classPatches(targets: readonly PatchTarget[], names: readonly string[]): fc.Arbitrary<JsonObject[]> {
  const definition = fc.record({
    selector: fc.constantFrom(...targets).map(({ apiVersion, kind, match }) => ({ apiVersion, kind, matchResources: match })),
    jsonPatches: fc.array(jsonPatch(names), { minLength: 1, maxLength: 3 }),
  });
  const patch = fc.record(
    { enabledIf, definitions: fc.array(definition as fc.Arbitrary<Json>, { minLength: 1, maxLength: 2 }) },
    { requiredKeys: ["definitions"] },
  );
  return fc
    .array(patch, { maxLength: 4 })
    .map((patches) => patches.map((content, index) => ({ name: `patch-${index}`, ...content }) as JsonObject));
}
