import { describe, expect, test } from "vitest";
import { defaultLimits } from "./limits.ts";
import { parseDocuments } from "./parse-documents.ts";
import { readEvaluationInput } from "./read-evaluation-input.ts";

function readValue(yaml: string): unknown {
  const { documents, errors } = parseDocuments(`kind: Test\nvalue: ${yaml}\n`);
  return errors[0]?.rule ?? documents[0]?.["value"];
}

function codeOf(text: string): string | undefined {
  return parseDocuments(text).errors[0]?.rule;
}

test.each([
  ["yes", true],
  ["Off", false],
  ["y", true],
  ["010", 8],
  ["0o17", 15],
  ["1_000", 1000],
  ["0b11", 3],
  ["1.30", 1.3],
  ["1:30", "1:30"],
  ["2026-01-01", "2026-01-01"],
  ["~", null],
  ["'yes'", "yes"],
  ["!!str 1", "1"],
  ["!!float 1", 1],
  ["!!binary aGk=", "hi"],
  ["{y: 1, 2: b}", { true: 1, "2": "b" }],
])("%s is read as Kubernetes reads it", (yaml, expected) => {
  expect(readValue(yaml)).toEqual(expected);
});

test("documents are separated by lines that start with ---, and empty ones are left out", () => {
  const { documents } = parseDocuments("---\nkind: A\n--- # next\n\n---\n# only a comment\n---\nkind: B\n");
  expect(documents.map(({ kind }) => kind)).toEqual(["A", "B"]);
});

test("JSON is YAML", () => {
  expect(parseDocuments('{"kind": "A", "spec": {"x": [1, "a\\tb"]}}').documents).toEqual([{ kind: "A", spec: { x: [1, "a\tb"] } }]);
});

test("merge keys take over the keys of an anchor", () => {
  expect(readValue("\n  base: &base {a: 1}\n  other: {<<: *base, b: 2}")).toEqual({ base: { a: 1 }, other: { a: 1, b: 2 } });
});

test("a key that exists twice is an error, also when one is merged", () => {
  expect(readValue("{a: 1, a: 2}")).toBe("IN-02");
  expect(readValue("\n  base: &base {a: 1}\n  other: {<<: *base, a: 2}")).toBe("IN-02");
});

test("__proto__ is a key like any other", () => {
  const value = readValue("{__proto__: {polluted: true}}") as object;
  expect(Object.keys(value)).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test("aliases that multiply end with an error instead of filling the memory", () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(", ")}]`);
  expect(codeOf(`kind: Bomb\nl0: &l0 [x]\n${levels.join("\n")}`)).toBe("IN-03");
});

test("an anchor whose value contains itself is refused", () => {
  expect(readValue("&loop [*loop]")).toBe("IN-01");
});

test("deep nesting ends with an error, at the limit and at the end of the stack", () => {
  expect(readValue(`${"[".repeat(300)}${"]".repeat(300)}`)).toBe("IN-04");
  expect(readValue("[".repeat(100_000) + "]".repeat(100_000))).toBe("IN-04");
});

test("too much text and too many documents are refused unread", () => {
  expect(parseDocuments("kind: A", { ...defaultLimits, characters: 3 }).errors[0]?.rule).toBe("IN-03");
  expect(parseDocuments("kind: A\n---\nkind: B", { ...defaultLimits, documents: 1 }).errors[0]?.rule).toBe("IN-03");
});

test.each([
  ["a: [1"],
  ["a: *nothing"],
  ["a: .inf"],
  ["a: \u0000"],
  ["a: \u0085"],
  ["--- text\nkind: A"],
  ["? [a]\n: b"],
  ["a: !!int x"],
  ["a: !!binary '*'"],
])("%j is a syntax error with a line", (text) => {
  expect(codeOf(text)).toBe("IN-01");
});

test.each([["[1, 2]"], ["text"], ["a: 1"], ["kind: 1"]])("%j is not a Kubernetes object", (text) => {
  expect(codeOf(text)).toBe("IN-05");
});

test("messages name the line in the stream", () => {
  expect(parseDocuments("kind: A\n---\nkind: B\na: 1\na: 2\n").errors[0]?.message).toContain("line 5");
});

test("integers beyond 53 bits are reported, not rounded in silence", () => {
  const { documents, unknown } = parseDocuments("kind: A\nvalue: 9007199254740993\n");
  expect(documents).toHaveLength(1);
  expect(unknown[0]?.message).toContain("9007199254740993");
});

describe("documents whose identity is no text", () => {
  test.each([
    ["apiVersion", { apiVersion: { toString: {} }, kind: "ClusterClass", metadata: { name: "odd" } }],
    ["metadata.name", { apiVersion: "cluster.x-k8s.io/v1beta1", kind: "ClusterClass", metadata: { name: { toString: {} } } }],
  ])("are read as if there were no %s", (_field, document) => {
    const { documents, errors } = parseDocuments(JSON.stringify(document));
    expect(errors).toEqual([]);
    expect(() => readEvaluationInput(documents)).not.toThrow();
  });

  test("are read without metadata, too, beside a class that asks for newer templates", () => {
    const template = { apiVersion: "controlplane.cluster.x-k8s.io/v1beta1", kind: "KubeadmControlPlaneTemplate", metadata: null };
    const reference = { apiVersion: "controlplane.cluster.x-k8s.io/v1beta2", kind: template.kind, name: "control-plane" };
    const clusterClass = {
      apiVersion: "cluster.x-k8s.io/v1beta2",
      kind: "ClusterClass",
      spec: { controlPlane: { templateRef: reference } },
    };
    const { documents } = parseDocuments([template, clusterClass].map((object) => JSON.stringify(object)).join("\n---\n"));
    expect(readEvaluationInput(documents).input?.templates.size).toBe(1);
  });

  test("are no ClusterClass without an apiVersion", () => {
    const { documents } = parseDocuments(JSON.stringify({ apiVersion: { toString: {} }, kind: "ClusterClass", metadata: { name: "odd" } }));
    expect(readEvaluationInput(documents).errors).toMatchObject([{ stage: "input", rule: "IN-06" }]);
  });
});
