import { expect, test } from "vitest";
import { clusterSchema } from "../../../schemas/cluster.gen.ts";
import { clusterClassSchema } from "../../../schemas/clusterclass.gen.ts";
import type { JsonObject } from "../../api/json.ts";
import { asObject } from "../../api/objects.ts";
import type { StructuralSchema } from "../../schema/index.ts";
import { classObject } from "../testing/objects-fixture.ts";
import { asGoWrites, goTypesFit } from "./go-types.ts";
import { dropNulls } from "./nulls.ts";
import { metadataTypeProblem, validateObjectMeta } from "./object-meta.ts";
import { decodeObject, validateObject } from "./schema-layer.ts";
import { schemaIsReadable } from "./variable-schema-fields.ts";

const schema: StructuralSchema = {
  type: "object",
  properties: {
    count: { type: "integer", format: "int32" },
    time: { type: "string", format: "date-time" },
    share: { "x-kubernetes-int-or-string": true },
    open: { nullable: true, type: "string" },
    mode: { type: "string", default: "auto" },
    list: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
  },
};

test("null fields go, unless null is allowed or a default waits", () => {
  expect(dropNulls(schema, { count: null, open: null, mode: null, list: [{ name: null }, null] })).toEqual({
    open: null,
    mode: null,
    list: [{}, null],
  });
});

test.each<[JsonObject, boolean]>([
  [{ count: 2 ** 31 - 1, share: "25%", time: "2026-01-31T01:02:03+01:00", list: [{ name: "a" }, null] }, true],
  [{ count: 2 ** 31 }, false],
  [{ count: 1.5 }, false],
  [{ share: 2 ** 31 }, false],
  [{ share: true }, false],
  [{ time: "2026-02-30T00:00:00Z" }, false],
  [{ time: "tomorrow" }, false],
  [{ list: ["a"] }, false],
  [{ list: {} }, false],
])("a typed object reads %j: %s", (value, expected) => {
  expect(goTypesFit(schema, value)).toBe(expected);
});

test("a typed object writes times in UTC and no null items", () => {
  expect(asGoWrites(schema, { time: "2026-01-31T1:02:03.5+01:00", list: [null] })).toEqual({ time: "2026-01-31T00:02:03Z", list: [{}] });
});

test.each<[JsonObject, boolean]>([
  [{ type: "object", properties: { a: { type: "string", enum: ["x"] } }, "x-metadata": { labels: { a: "b" } } }, true],
  [{ type: "object", properties: { a: { type: 5 } } }, false],
  [{ items: "string" }, false],
  [{ maxLength: 1.5 }, false],
  [{ allOf: [{ required: [1] }] }, false],
  [{ "x-kubernetes-validations": [{ rule: true }] }, false],
])("the variable schema %j is readable: %s", (value, expected) => {
  expect(schemaIsReadable(value)).toBe(expected);
});

test("metadata have the types of Kubernetes", () => {
  expect(metadataTypeProblem({ name: "a", labels: { a: "b" }, finalizers: ["x/y"], unknown: 1 })).toBeUndefined();
  for (const metadata of ["text", { name: 1 }, { labels: { a: 1 } }, { annotations: [] }, { finalizers: "x" }, { generation: "1" }]) {
    expect(metadataTypeProblem(metadata)).toBeDefined();
  }
});

test("metadata follow the rules of every object", () => {
  const fields = (metadata: JsonObject) =>
    validateObjectMeta({ name: "demo", namespace: "default", ...metadata }).map(({ field }) => field);
  expect(
    fields({
      generateName: "demo-",
      finalizers: ["example.com/hold"],
      ownerReferences: [{ apiVersion: "v1", kind: "Pod", name: "a", uid: "1" }],
    }),
  ).toEqual([]);
  expect(fields({ name: "" })).toEqual(["metadata.name"]);
  expect(fields({ name: "A", generateName: "_", namespace: "a.b", generation: -1 })).toEqual([
    "metadata.generateName",
    "metadata.name",
    "metadata.namespace",
    "metadata.generation",
  ]);
  expect(fields({ finalizers: ["a b", "orphan", "foregroundDeletion"] })).toEqual(["metadata.finalizers", "metadata.finalizers"]);
  expect(fields({ ownerReferences: [{ kind: "Pod", name: "a", uid: "1" }] })).toEqual(["metadata.ownerReferences[0].apiVersion"]);
});

test("reading reports what it drops; validation names every field at once", () => {
  const { object, warnings } = decodeObject(clusterClassSchema, classObject({ extra: 1 }));
  expect(warnings).toEqual(['ClusterClass: unknown field "spec.extra"']);
  expect(validateObject(clusterClassSchema, object).errors).toEqual([]);
  const empty = asObject({
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: { name: "A", namespace: "default" },
    spec: {},
  });
  expect(validateObject(clusterSchema, empty).errors.map(({ field }) => field)).toEqual(["metadata.name", "spec"]);
});

test("CEL rules of the schema count when all else is fine", () => {
  const conditions = { checks: { unhealthyMachineConditions: [{ type: "Ready", status: "False", timeoutSeconds: 1 }] } };
  const healthy = classObject();
  const checked = classObject({ controlPlane: { ...(healthy.spec?.["controlPlane"] as JsonObject), healthCheck: conditions } });
  expect(validateObject(clusterClassSchema, checked).errors.map(({ field }) => field)).toEqual([
    "spec.controlPlane.healthCheck.checks.unhealthyMachineConditions[0].type",
  ]);
});
