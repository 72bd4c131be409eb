import { expect, test } from "vitest";
import { failed } from "../api/fields.ts";
import { simpleName, templatedName } from "./names.ts";

const data = { cluster: { name: "mine" }, machineDeployment: { topologyName: "md-0" } };

test("without a template a name is cluster, topology and a random part", () => {
  expect(templatedName(undefined, data)).toBe("mine-md-0-xxxxx");
  expect(templatedName(undefined, { cluster: { name: "mine" } })).toBe("mine-xxxxx");
});

test("a template decides otherwise", () => {
  expect(templatedName("{{ .cluster.name }}-{{ .machineDeployment.topologyName }}", data)).toBe("mine-md-0");
  expect(templatedName("a-{{ .random }}", data)).toBe("a-xxxxx");
});

test("a missing key and a sprig function are errors", () => {
  expect(failed(templatedName("{{ .machinePool.topologyName }}", data))).toBe(true);
  expect(failed(templatedName("{{ .cluster.name | upper }}", data))).toBe(true);
});

test("a name of more than 63 characters is cut at 58 and gets a random part", () => {
  const long = "a".repeat(70);
  expect(templatedName(long, data)).toBe(`${"a".repeat(58)}xxxxx`);
  expect(templatedName("b".repeat(63), data)).toBe("b".repeat(63));
  expect(simpleName(long)).toBe(`${"a".repeat(58)}xxxxx`);
});
