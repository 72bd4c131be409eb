import { expect, test } from "vitest";
import { classReferenceOf, withClassReference, withNamespace, withVariables } from "./class-reference.ts";
import type { JsonObject } from "./json.ts";
import { asObject } from "./objects.ts";

function cluster(topology: JsonObject, namespace = "tenant") {
  return asObject({ kind: "Cluster", metadata: { name: "mine", namespace }, spec: { topology } });
}

test("a Cluster names its class in the newer and in the older shape", () => {
  expect(classReferenceOf(cluster({ classRef: { name: "a" } }))).toEqual({ name: "a", namespace: "tenant" });
  expect(classReferenceOf(cluster({ classRef: { name: "a", namespace: "classes" } }))).toEqual({ name: "a", namespace: "classes" });
  expect(classReferenceOf(cluster({ class: "a", classNamespace: "classes" }))).toEqual({ name: "a", namespace: "classes" });
  expect(classReferenceOf(cluster({ version: "v1.36.0" }))).toBeUndefined();
});

test("a Cluster moves to another class in the shape that it has", () => {
  const newer = withClassReference(cluster({ classRef: { name: "a" }, version: "v1" }), { name: "b", namespace: "classes" });
  expect(newer.spec).toEqual({ topology: { classRef: { name: "b", namespace: "classes" }, version: "v1" } });
  const older = withClassReference(cluster({ class: "a", version: "v1" }), { name: "b", namespace: "tenant" }, { version: "v2" });
  expect(older.spec).toEqual({ topology: { class: "b", version: "v2" } });
});

test("values of variables replace those that a Cluster has", () => {
  const changed = withVariables(cluster({ variables: [{ name: "a", value: 1 }] }), { b: [2] });
  expect(changed.spec).toEqual({ topology: { variables: [{ name: "b", value: [2] }] } });
});

test("only an object without a namespace is placed in one", () => {
  expect(withNamespace(asObject({ kind: "A", metadata: { name: "a" } }), "tenant").metadata.namespace).toBe("tenant");
  expect(withNamespace(asObject({ kind: "A", metadata: { name: "a", namespace: "own" } }), "tenant").metadata.namespace).toBe("own");
});
