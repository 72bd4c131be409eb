import { expect, test } from "vitest";
import { defaultFeatureGates } from "../feature-gates.ts";
import { classInput, clusterDefinition, ref, workerClass } from "../testing/class-fixture.ts";
import { classFindings } from "./class-findings.ts";

const add = { op: "add", path: "/spec/a", valueFrom: { variable: "flavor" } };

/** As the generator shares them: frozen at all depths. */
function frozenPatches() {
  return deepFreeze([{ name: "p", definitions: [clusterDefinition({ jsonPatches: [add] })] }]);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}

const rulesOf = (input: ReturnType<typeof classInput>) => classFindings(input).map(({ rule }) => rule);

test("patches that were fine are refused in a class with other kinds, variables or worker classes", () => {
  const patches = frozenPatches();
  expect(rulesOf(classInput({ patches }))).toEqual([]);
  expect(rulesOf(classInput({ patches, infrastructure: { templateRef: ref("OtherClusterTemplate", "x") } }))).toEqual(["CC-P06"]);
  expect(rulesOf(classInput({ patches, variables: [] }))).toEqual(["CC-P16"]);
  expect(rulesOf(classInput({ patches }))).toEqual([]);
});

test("patches that were refused are refused again", () => {
  const patches = frozenPatches();
  for (const _ of [1, 2]) expect(rulesOf(classInput({ patches, variables: [] }))).toEqual(["CC-P16"]);
});

test("all other rules apply in a class with patches that were fine", () => {
  const patches = frozenPatches();
  const machineDeployments = [workerClass(), workerClass()];
  for (const _ of [1, 2]) expect(rulesOf(classInput({ patches, workers: { machineDeployments } }))).toEqual(["CC-05"]);
  expect(rulesOf(classInput({ patches }))).toEqual([]);
  expect(rulesOf(classInput({ patches, workers: { machineDeployments } }))).toEqual(["CC-05"]);
});

test("external patches that were fine need their gate again", () => {
  const patches = deepFreeze([{ name: "p", external: { generatePatchesExtension: "ext" } }]);
  const gates = (RuntimeSDK: boolean) => ({ gates: { ...defaultFeatureGates, RuntimeSDK } });
  expect(rulesOf(classInput({ patches }, gates(true)))).toEqual([]);
  expect(rulesOf(classInput({ patches }, gates(false)))).toEqual(["CC-P03"]);
});
