import { expect, test } from "vitest";
import { readProviderSchema } from "./provider-schema.ts";

const path = "providers/example/schemas/examplecluster-v1.json";
const generated = {
  origin: { module: "example.com/provider", version: "v1.0.0", path: "crd.yaml", digest: "sha256:0" },
  apiVersion: "infrastructure.cluster.x-k8s.io/v1",
  kind: "ExampleCluster",
  schema: { type: "object" },
};

test("a generated schema is read as it is", () => {
  expect(readProviderSchema(path, JSON.stringify(generated))).toEqual({ schema: generated, diagnostics: [] });
});

test("anything else is reported with its file", () => {
  for (const text of ["{", "[]", JSON.stringify({ ...generated, schema: "object" })]) {
    const { schema, diagnostics } = readProviderSchema(path, text);
    expect(schema).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "CS1001", file: path }]);
  }
});
