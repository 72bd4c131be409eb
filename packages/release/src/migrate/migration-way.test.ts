import { describe, expect, it } from "vitest";
import { findMigration, originOf } from "./find-migration.ts";
import { migrationWay, type WayOrigin, type WayTarget } from "./migration-way.ts";

const to: WayTarget = {
  unit: { provider: "metal", stack: "tiny", minor: "1.36" },
  className: "metal-tiny-1-36-v2",
  version: "v1.36.4",
  infrastructure: "MetalClusterTemplate",
  minors: ["1.35", "1.36"],
};

function from(stack: string, version: string, changes: Partial<WayOrigin> = {}): WayOrigin {
  const minor = version.split(".").slice(0, 2).join(".").slice(1);
  return { unit: { provider: "metal", stack, minor }, version, infrastructure: "MetalClusterTemplate", ...changes };
}

describe("the way to a unit", () => {
  it("is in place within a stack, from the minor before or the same", () => {
    expect(migrationWay(from("tiny", "v1.35.8"), to, undefined, []).way).toBe("in place");
    expect(migrationWay(from("tiny", "v1.36.1"), to, undefined, []).way).toBe("in place");
  });

  it("needs a step with the operator from another stack", () => {
    const { way, reasons, steps } = migrationWay(from("old", "v1.35.1"), to, undefined, []);
    expect(way).toBe("in place after an operator step");
    expect(reasons[0]).toContain("refuses another stack (old, tiny)");
    expect(steps[0]).toContain("class.yaml of metal-tiny-1-36-v2");
  });

  it("goes minor by minor through classes that are known, and says where the stack changes", () => {
    const migration = { from: { stack: "old", minors: ["1.32", "1.33"] }, through: [{ stack: "older", minors: ["1.34"] }] };
    const { way, steps } = migrationWay(from("old", "v1.32.0"), to, migration, []);
    expect(way).toBe("stepwise");
    expect(steps.map((step) => step.split(":")[0])).toEqual([
      "metal-old-1-33",
      "metal-older-1-34",
      "metal-tiny-1-35",
      "metal-tiny-1-36-v2, as planned here",
    ]);
    expect(steps.map((step) => step.includes("another stack"))).toEqual([false, true, true, false]);
  });

  it("is a new Cluster where a minor in between has no class", () => {
    const { way, reasons } = migrationWay(from("old", "v1.32.0"), to, { from: { stack: "old", minors: ["1.32"] } }, []);
    expect(way).toBe("re-create");
    expect(reasons).toEqual(["no class for Kubernetes 1.33, 1.34 is known that leads there"]);
  });

  it("is a new Cluster for another infrastructure, another kind of it, an older Kubernetes, and what the provider refuses", () => {
    const other = from("tiny", "v1.36.0", { unit: { provider: "wood", stack: "tiny", minor: "1.36" } });
    expect(migrationWay(other, to, undefined, []).reasons).toEqual(["the infrastructure is another one (wood, metal)"]);
    const kind = from("tiny", "v1.36.0", { infrastructure: "OldMetalClusterTemplate" });
    expect(migrationWay(kind, to, undefined, []).reasons[0]).toContain("(OldMetalClusterTemplate, MetalClusterTemplate)");
    expect(migrationWay(from("tiny", "v1.37.0"), to, undefined, []).reasons[0]).toContain("older than v1.37.0");
    expect(migrationWay(from("tiny", "v1.36.0"), to, undefined, ["spec.network is fixed"])).toMatchObject({
      way: "re-create",
      reasons: ["spec.network is fixed"],
    });
  });

  it("is judged by the version alone where the name of the class says no release", () => {
    expect(migrationWay(from("tiny", "v1.35.0", { unit: undefined }), to, undefined, []).way).toBe("in place");
  });
});

describe("the migration of a class", () => {
  const migration = (id: string, upTo?: number) => ({
    path: "",
    document: { file: "", value: {}, place: () => ({ file: "" }) },
    data: {
      id,
      title: id,
      docs: "Old metal.",
      source: "test",
      provider: "metal",
      from: { stack: "tiny", minors: ["1.35"], ...(upTo === undefined ? {} : { upTo }) },
    },
  });
  const stack = { migrations: [migration("all"), migration("early", 2), migration("middle", 4)] };
  const found = (name: string) => findMigration(stack, originOf(name)!)?.data.id;

  it("is the first that still covers the release", () => {
    expect(found("metal-tiny-1-35-v2")).toBe("early");
    expect(found("metal-tiny-1-35-v3")).toBe("middle");
    expect(found("metal-tiny-1-35-v5")).toBe("all");
    expect(found("metal-tiny-1-35-v0-sha.abc")).toBe("early");
    expect(found("metal-tiny-1-36-v1")).toBeUndefined();
  });

  it("is looked for by the name of the class, which need not be that of a release", () => {
    expect(originOf("my-class")).toBeUndefined();
  });
});
