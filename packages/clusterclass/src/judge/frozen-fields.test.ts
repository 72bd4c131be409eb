import { describe, expect, test } from "vitest";
import type { JsonObject } from "../api/json.ts";
import { frozenPart, type MutableFields, refusalOf, refusedChanges } from "./frozen-fields.ts";

const table: MutableFields = {
  mutable: ["/spec/identity", "/spec/bastion", "/spec/subnets/*/nameservers"],
  fixed: ["/spec/identity/region"],
  once: [
    { path: "/spec/endpoint", until: "/spec/endpoint/host" },
    { path: "/spec/fixedIP", where: { path: "/spec/floating", equals: false } },
  ],
  kept: [{ path: "/spec/bastion", unless: { path: "/spec/bastion/enabled", equals: false } }],
};

function refused(old: JsonObject, next: JsonObject): string[] {
  const paths = refusedChanges({ spec: old }, { spec: next }, table).map(({ path }) => path);
  const unlike = JSON.stringify(frozenPart({ spec: old }, table)) !== JSON.stringify(frozenPart({ spec: next }, table));
  // The quick comparison may only say that there is nothing where there is nothing.
  if (paths.length > 0) expect(unlike).toBe(true);
  return paths;
}

describe("what a provider refuses of a change", () => {
  test("is every field outside of its table", () => {
    expect(refused({ mtu: 1400 }, { mtu: 1500 })).toEqual(["spec.mtu"]);
    expect(refused({ identity: { name: "a" } }, { identity: { name: "b" } })).toEqual([]);
    expect(refused({ subnets: [{ nameservers: ["a"] }] }, { subnets: [{ nameservers: ["b"] }] })).toEqual([]);
  });

  test("is a fixed part of a field that may change otherwise", () => {
    expect(refused({ identity: { name: "a", region: "r" } }, { identity: { name: "b", region: "r" } })).toEqual([]);
    expect(refused({ identity: { region: "r" } }, { identity: { region: "s" } })).toEqual(["spec.identity.region"]);
    expect(refused({ identity: { name: "a" } }, { identity: { name: "a", region: "s" } })).toEqual(["spec.identity"]);
  });

  test("is a second value of what can be set once", () => {
    expect(refused({}, { endpoint: { host: "a" } })).toEqual([]);
    expect(refused({ endpoint: { host: "", port: 1 } }, { endpoint: { host: "a", port: 2 } })).toEqual([]);
    expect(refused({ endpoint: { host: "a" } }, { endpoint: { host: "b" } })).toEqual(["spec.endpoint.host"]);
    expect(refused({ endpoint: { host: "a" } }, {})).toEqual(["spec.endpoint"]);
  });

  test("is a first value as well, where the object does not meet the condition", () => {
    expect(refused({ floating: false }, { floating: false, fixedIP: "192.0.2.1" })).toEqual([]);
    expect(refused({ floating: true }, { floating: true, fixedIP: "192.0.2.1" })).toEqual(["spec.fixedIP"]);
    expect(refused({ floating: true }, { floating: false, fixedIP: "192.0.2.1" })).toEqual(["spec.floating", "spec.fixedIP"]);
  });

  test("is the removal of what has to be switched off before", () => {
    expect(refused({ bastion: { size: 1 } }, { bastion: { size: 2, enabled: false } })).toEqual([]);
    expect(refused({ bastion: { size: 1, enabled: false } }, {})).toEqual([]);
    expect(refused({}, { bastion: { size: 1 } })).toEqual([]);
    expect(refused({ bastion: { size: 1 } }, {})).toEqual(["spec.bastion"]);
  });
});

test("a change without the object around it is undecided where that decides", () => {
  expect(refusalOf({ path: "spec.mtu", old: 1, new: 2 }, table)).toBe("refused");
  expect(refusalOf({ path: "spec.identity.name", old: "a", new: "b" }, table)).toBe("accepted");
  expect(refusalOf({ path: "spec.fixedIP", new: "192.0.2.1" }, table)).toBe("undecided");
  expect(refusalOf({ path: "spec.bastion", old: { size: 1 } }, table)).toBe("undecided");
});
