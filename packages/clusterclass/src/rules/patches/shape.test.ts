import { expect, test } from "vitest";
import type { ClassPatch } from "../../api/cluster-class.ts";
import { defaultFeatureGates } from "../feature-gates.ts";
import { classInput, clusterDefinition } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { patchShapeRules } from "./shape.ts";

const inline: ClassPatch = { name: "region", definitions: [clusterDefinition()] };

function patched(...patches: ClassPatch[]) {
  return findings(patchShapeRules, classInput({ patches }));
}

test("inline and external patches with names of their own are accepted", () => {
  expect(
    patched(
      inline,
      { name: "hook", external: { generatePatchesExtension: "ext" } },
      { name: "check", external: { validateTopologyExtension: "ext" } },
    ),
  ).toEqual([]);
});

test("names are set, unique, and not inline", () => {
  expect(patched(inline, inline)).toEqual(["CC-P01 spec.patches[1].name"]);
  expect(patched({ ...inline, name: "" })).toEqual(["CC-P01 spec.patches[0].name"]);
  expect(patched({ ...inline, name: "inline" })).toEqual(["CC-P01 spec.patches[0].name"]);
});

test("a patch is inline or external", () => {
  expect(patched({ name: "none" })).toEqual(["CC-P02 spec.patches[0]"]);
  expect(patched({ ...inline, external: { generatePatchesExtension: "ext" } })).toEqual(["CC-P02 spec.patches[0]"]);
  expect(patched({ name: "empty", definitions: [] })).toEqual([]);
});

test("an external patch does something, behind a gate", () => {
  expect(patched({ name: "hook", external: { discoverVariablesExtension: "ext" } })).toEqual(["CC-P03 spec.patches[0].external"]);
  const input = classInput(
    { patches: [{ name: "hook", external: { generatePatchesExtension: "ext" } }] },
    { gates: { ...defaultFeatureGates, RuntimeSDK: false } },
  );
  expect(findings(patchShapeRules, input)).toEqual(["CC-P03 spec.patches[0].external"]);
});

test("enabledIf is a template with the hermetic functions of sprig", () => {
  expect(patched({ ...inline, enabledIf: '{{ hasPrefix "a" .flavor }}' })).toEqual([]);
  expect(patched({ ...inline, enabledIf: "{{ if }}" })).toEqual(["CC-P04 spec.patches[0].enabledIf"]);
  expect(patched({ ...inline, enabledIf: "{{ now }}" })).toEqual(["CC-P04 spec.patches[0].enabledIf"]);
});
