import type { Stack } from "@cstack/generator";
import { describe, expect, it } from "vitest";
import { chooseVersion, describeVersion } from "./choose-version.ts";

const unit = "docker-scs-1-36";
const released = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

function stackWith(...hashes: string[]): Stack {
  const entries = hashes.map((contentHash, index) => ({
    path: `stacks/scs/releases/${unit}/v${index + 1}.yaml`,
    data: { unit, version: `v${index + 1}`, contentHash },
  }));
  return { path: "stacks/scs/stack.yaml", releases: new Map([[unit, entries]]) } as unknown as Stack;
}

describe("the version of a unit", () => {
  it("is the ledger's head where the content is unchanged", () => {
    const { chosen } = chooseVersion(unit, released, stackWith("b".repeat(36), released), { mode: "stable" });
    expect(chosen && describeVersion(chosen)).toBe("v2");
  });

  it("is the next one for changed content, and only on demand", () => {
    const { chosen } = chooseVersion(unit, "c".repeat(36), stackWith(released), { mode: "stable", next: true });
    expect(chosen && describeVersion(chosen)).toBe("v2 (candidate)");
    const { diagnostics } = chooseVersion(unit, "c".repeat(36), stackWith(released), { mode: "stable" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["CS6001"]);
  });

  it("is v1 on an empty ledger", () => {
    const { chosen } = chooseVersion(unit, released, stackWith(), { mode: "stable", next: true });
    expect(chosen && describeVersion(chosen)).toBe("v1 (candidate)");
  });

  it("comes from the content in hash mode", () => {
    const { chosen } = chooseVersion(unit, "zceco7ologi0wcj1dc5", stackWith(), { mode: "hash" });
    expect(chosen && describeVersion(chosen)).toBe("v0-sha.zceco7o");
  });

  it("is refused in custom mode where it is missing or unusable", () => {
    for (const custom of [undefined, "v1-alpha-1"]) {
      const { diagnostics } = chooseVersion(unit, released, stackWith(), { mode: "custom", ...(custom === undefined ? {} : { custom }) });
      expect(diagnostics.map(({ code }) => code)).toEqual(["CS7002"]);
    }
  });
});
