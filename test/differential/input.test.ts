import { describe, expect, test } from "vitest";
import { parseDocuments } from "../../packages/clusterclass/src/input/index.ts";
import { askPlan, documents, oracleProgram, skipReason } from "./oracle.ts";
import { baseClass, baseTemplates } from "./rules/base.ts";
import { yamlValues } from "./rules/yaml-corpus.ts";

const clusterClass = {
  ...baseClass,
  spec: {
    ...baseClass.spec,
    patches: undefined,
    variables: [
      { name: "value", required: false, schema: { openAPIV3Schema: { "x-kubernetes-preserve-unknown-fields": true, default: "none" } } },
    ],
  },
};

function clusterWith(value: string): string {
  return `apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: demo}
spec:
  topology:
    classRef: {name: stack}
    version: v1.36.4
    variables:
      - name: value
        value: ${value}
`;
}

/** The value as it was read, or that it was not. */
function ourReading(value: string): string {
  const { documents: read, errors } = parseDocuments(clusterWith(value));
  if (errors.length > 0) return "not read";
  const topology = read[0]?.spec?.["topology"] as { variables: { value?: unknown }[] };
  return JSON.stringify(sorted(topology.variables[0]?.value ?? "none"));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

if (!oracleProgram) test.skip(`reading YAML against the oracle: ${skipReason}`);

describe.runIf(oracleProgram)("YAML as people write it", () => {
  test("is read as Kubernetes reads it, or not at all", async () => {
    const cases = yamlValues.map((value) => ({
      id: value,
      yaml: `${documents(clusterClass, ...baseTemplates)}\n---\n${clusterWith(value)}`,
    }));
    const answers = await askPlan(cases);
    const theirs = answers.map(({ errors, variables }) =>
      errors[0]?.stage === "input" ? "not read" : JSON.stringify(sorted(variables?.["value"] ?? errors)),
    );
    const disagreements = yamlValues.flatMap((value, i) =>
      ourReading(value) === theirs[i] ? [] : [{ value, ours: ourReading(value), oracle: theirs[i] }],
    );
    expect(disagreements).toEqual([]);
  });
});
