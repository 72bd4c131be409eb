import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { deepFrozen } from "./deep-frozen.ts";
import { toYaml } from "./write-yaml.ts";

describe("the YAML writer", () => {
  it.each([
    "on",
    "off",
    "yes",
    "no",
    "y",
    "n",
    "Y",
    "true",
    "null",
    "~",
    "1.30",
    "0o17",
    "010",
    "0b11",
    "1_000",
    "0x1F",
    "1:30",
    "2024-01-01",
    ".inf",
    "1e3",
    "=",
    "<<",
    "- a",
    "a: b",
    "#x",
    "",
    " lead",
  ])("quotes %j, which Go would read as something else", (text) => expect(toYaml({ value: text })).toMatch(/^value: ["']/));

  it.each(["kubernetes", "v1.36.4", "/etc/kubernetes", "registry.k8s.io/pause:3.10", "a-b_c"])("leaves %j plain", (text) => {
    expect(toYaml({ value: text })).toBe(`value: ${text}\n`);
  });

  it("quotes keys that YAML 1.1 reads as booleans", () => {
    expect(toYaml({ on: 1, y: 2 })).toBe('"on": 1\n"y": 2\n');
  });

  it("quotes line breaks that only some readers know", () => {
    expect(toYaml({ value: "a\u2028b" })).toBe('value: "a\\u2028b"\n');
    expect(toYaml({ value: "a\u0085b" })).toBe('value: "a\\u0085b"\n');
  });

  it("never writes aliases and never folds lines", () => {
    const shared = { text: "word ".repeat(60).trim() };
    const text = toYaml({ a: shared, b: shared });
    expect(text).not.toMatch(/[&*]/);
    expect(text.split("\n").filter((line) => line !== "")).toHaveLength(4);
  });

  it("writes texts of several lines as blocks", () => {
    expect(toYaml({ content: "a\nb\n" })).toBe("content: |\n  a\n  b\n");
  });

  it("writes frozen data as it writes the same data that may change, at any depth", () => {
    const patch = { name: "a", ops: [{ add: "/x", template: "a: 1\nb: 2\n" }, []], empty: {} };
    const frozen = deepFrozen(structuredClone(patch));
    for (const place of [
      (item: unknown) => item,
      (item: unknown) => ({ patches: [item, item] }),
      (item: unknown) => [[item], { a: item }],
    ]) {
      expect(toYaml(place(frozen))).toBe(toYaml(place(patch)));
    }
  });

  it("gives back every JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(parse(toYaml(json))).toEqual(json);
      }),
      { numRuns: 1000 },
    );
  });
});
