import { expect, test } from "vitest";
import type { JsonPatch } from "../api/cluster-class.ts";
import { add, clusterPatch, fromTemplate } from "../judge/testing/judged-example.ts";
import { onlyRefuses } from "./refusing-patch.ts";

const refuses = (...operations: JsonPatch[]) => onlyRefuses(clusterPatch("p", operations, "{{ .on }}"));

test("a patch that does nothing but fail only refuses", () => {
  expect(refuses(fromTemplate("metadata", '{{ fail "on needs a key" }}'))).toBe(true);
});

test("a patch that also writes, or fails for some values only, does more", () => {
  const fails = fromTemplate("metadata", '{{ fail "never" }}');
  expect(refuses(fails, add("size", 1))).toBe(false);
  expect(refuses(fromTemplate("key", '{{ if .key }}{{ .key }}{{ else }}{{ fail "no key" }}{{ end }}'))).toBe(false);
  expect(refuses()).toBe(false);
});
