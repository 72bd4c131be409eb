import { expect, test } from "vitest";
import type { ExplainedValue } from "./explain.ts";
import { isAtOrBelow, markedValues, type PatchOrigin, valueAt } from "./marked-values.ts";

function patch(patchName: string, variables: string[], enabledBy: string[] = []): PatchOrigin {
  return { from: "patch", patch: 0, patchName, definition: 0, operation: 0, op: "add", path: "/spec", variables, enabledBy };
}

const byFlavor = patch("file", ["content"]);
const object = { spec: { files: [{ path: "/a" }, { path: "/b", content: "x" }], size: 3 } };

test("what one operation made stands together, as high up as nothing else is below", () => {
  const values: ExplainedValue[] = [
    { path: "spec.files[0].path", value: "/a", origin: { from: "template" } },
    { path: "spec.files[1].path", value: "/b", origin: byFlavor },
    { path: "spec.files[1].content", value: "x", origin: byFlavor },
  ];
  expect(markedValues(object, values)).toEqual([{ path: "spec.files[1]", value: { path: "/b", content: "x" }, origin: byFlavor }]);
});

test("values that stand among others are marked one by one", () => {
  const scattered: ExplainedValue[] = [
    { path: "spec.files[0].path", value: "/a", origin: byFlavor },
    { path: "spec.files[1].path", value: "/b", origin: { from: "template" } },
    { path: "spec.size", value: 3, origin: byFlavor },
  ];
  expect(markedValues(object, scattered).map(({ path }) => path)).toEqual(["spec.files[0].path", "spec.size"]);
});

test("patches without a variable are not marked, those that a variable switches on are", () => {
  const constant = patch("constant", []);
  const switched = patch("switched", [], ["enabled"]);
  const values: ExplainedValue[] = [
    { path: "spec.size", value: 3, origin: constant },
    { path: "spec.files[0].path", value: "/a", origin: switched },
  ];
  expect(markedValues(object, values).map(({ origin }) => origin)).toEqual([switched]);
});

test("paths reach into lists and names with dots, and no further than the object", () => {
  const labelled = { metadata: { labels: { "example.com/a": "1" } }, list: [[1, 2]] };
  expect(valueAt(labelled, "metadata.labels[example.com/a]")).toBe("1");
  expect(valueAt(labelled, "list[0][1]")).toBe(2);
  expect(valueAt(labelled, "metadata.toString")).toBeUndefined();
  expect(valueAt(labelled, "list[4].x")).toBeUndefined();
});

test("a path is below another only at the border of a name", () => {
  expect(isAtOrBelow("spec.files[0]", "spec.files")).toBe(true);
  expect(isAtOrBelow("spec.filesystem", "spec.files")).toBe(false);
});
