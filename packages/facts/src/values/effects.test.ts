import { expect, it } from "vitest";
import { changedObjects, printedObjects } from "./effects.ts";

const objects = (...rows: string[]) => printedObjects(rows.map((row) => `---\n${row}\n`).join(""));
const map = (name: string, value: string) => `{kind: ConfigMap, metadata: {name: ${name}}, data: {value: ${value}}}`;

it("names objects that differ, are new or are gone", () => {
  const before = objects(map("a", "1"), map("b", "1"), map("c", "1"));
  const after = objects(map("a", "1"), map("b", "2"), map("d", "1"));
  expect(changedObjects(before, after)).toEqual(["ConfigMap b", "ConfigMap c", "ConfigMap d"]);
});

it("does not mind the order of objects or empty documents", () => {
  expect(changedObjects(objects(map("a", "1"), map("b", "1")), objects(map("b", "1"), "", map("a", "1")))).toEqual([]);
});

it("counts what would be too many names", () => {
  const many = Array.from({ length: 8 }, (_, index) => map(`m${index}`, "1"));
  expect(changedObjects(objects(), objects(...many)).slice(4)).toEqual(["ConfigMap m4", "3 more"]);
});
