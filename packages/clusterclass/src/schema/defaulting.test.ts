import { describe, expect, test } from "vitest";
import { applyDefaults } from "./defaulting.ts";
import type { StructuralSchema } from "./structural-schema.ts";

const port: StructuralSchema = { type: "object", properties: { number: { type: "integer", default: 80 }, name: { type: "string" } } };

describe("applyDefaults", () => {
  test("fills in what is missing and keeps what is set", () => {
    expect(applyDefaults(port, { name: "a" })).toEqual({ name: "a", number: 80 });
    expect(applyDefaults(port, { number: 1 })).toEqual({ number: 1 });
  });

  test("does not create an object that has no default of its own", () => {
    expect(applyDefaults({ type: "object", properties: { port } }, {})).toEqual({});
  });

  test("fills in the children of a default", () => {
    expect(applyDefaults({ type: "object", properties: { port: { ...port, default: {} } } }, {})).toEqual({ port: { number: 80 } });
  });

  test("replaces null unless it is allowed", () => {
    const schema = (nullable: boolean): StructuralSchema => ({
      type: "object",
      properties: { a: { type: "string", default: "x", nullable } },
    });
    expect(applyDefaults(schema(false), { a: null })).toEqual({ a: "x" });
    expect(applyDefaults(schema(true), { a: null })).toEqual({ a: null });
  });

  test("reaches items and values of maps", () => {
    expect(applyDefaults({ type: "array", items: port }, [{}, null])).toEqual([{ number: 80 }, null]);
    expect(applyDefaults({ type: "object", additionalProperties: port }, { a: {} })).toEqual({ a: { number: 80 } });
  });

  test("leaves its input alone", () => {
    const value = { name: "a" };
    applyDefaults(port, value);
    expect(value).toEqual({ name: "a" });
  });
});
