import { expect, test } from "vitest";
import type { JsonPatch } from "../../api/cluster-class.ts";
import { classInput, clusterDefinition } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { valueFromRules } from "./values.ts";

const at = "spec.patches[0].definitions[0].jsonPatches[0].valueFrom";

function valueFrom(source: JsonPatch["valueFrom"]) {
  const jsonPatches: JsonPatch[] = [{ op: "add", path: "/spec/a", ...(source ? { valueFrom: source } : {}) }];
  return findings(valueFromRules, classInput({ patches: [{ name: "p", definitions: [clusterDefinition({ jsonPatches })] }] }));
}

test.each([
  { template: "{{ .flavor | quote }}" },
  { variable: "flavor" },
  { variable: "flavor.name[0]" },
  { variable: "builtin.cluster.topology.version" },
  { variable: ".flavor" },
])("%j is accepted", (source) => {
  expect(valueFrom(source)).toEqual([]);
});

test.each<[JsonPatch["valueFrom"], string[]]>([
  [{}, [`CC-P14 ${at}`]],
  [{ template: "x", variable: "flavor" }, [`CC-P14 ${at}`]],
  [{ template: "{{ range }}" }, [`CC-P14 ${at}.template`]],
  [{ template: "{{ toYaml .flavor }}" }, [`CC-P14 ${at}.template`]],
  [{ variable: "builtin.cluster.network.pods[0]" }, [`CC-P15 ${at}.variable`]],
  [{ variable: "builtin.machinePool.nothing" }, [`CC-P15 ${at}.variable`]],
  [{ variable: "nobody.flavor" }, [`CC-P16 ${at}.variable`]],
  [{ variable: "builtin" }, [`CC-P16 ${at}.variable`]],
])("%j is refused", (source, expected) => {
  expect(valueFrom(source)).toEqual(expected);
});
