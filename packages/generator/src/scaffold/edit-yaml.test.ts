import { expect, test } from "vitest";
import { editYaml, insertMinor } from "./edit-yaml.ts";

const text = `# What the stack is for.
kubernetes: ["1.35", "1.37"] # supported ones

providers:
  # In production.
  metal: {features: all, addons: [net]}
docs: |
  A line that is longer than a YAML writer would leave it, because writers like to fold lines at eighty characters or so.
`;

test("an edit that changes nothing gives the same text", () => {
  expect(editYaml(text, () => {})).toBe(text);
});

test("a minor takes its place by number, and everything else stays", () => {
  const add = (minor: string) => editYaml(text, (document) => insertMinor(document, ["kubernetes"], minor));
  expect(add("1.38")).toBe(text.replace('"1.37"]', '"1.37", "1.38"]'));
  expect(add("1.36")).toBe(text.replace('"1.37"]', '"1.36", "1.37"]'));
  expect(add("1.9")).toBe(text.replace('["1.35"', '["1.9", "1.35"'));
});
