import { describe, expect, test } from "vitest";
import { nextBeta, nextStable } from "./next-version.ts";

test("stable versions are counted", () => {
  expect([nextStable(undefined), nextStable("v1"), nextStable("v9")]).toEqual(["v1", "v2", "v10"]);
});

describe("pre-releases", () => {
  const next = (last: string | undefined, stable: string | undefined) => nextBeta(last, stable, "ledger").value;

  test("lead to the next stable version", () => {
    expect(next(undefined, undefined)).toBe("v1-beta.1");
    expect(next("v2", "v2")).toBe("v3-beta.1");
    expect(next("v3-beta.1", "v2")).toBe("v3-beta.2");
  });

  test("end at nine, since the operator would take the tenth for an older one", () => {
    expect(next("v3-beta.8", "v2")).toBe("v3-beta.9");
    expect(nextBeta("v3-beta.9", "v2", "ledger").diagnostics.map(({ code }) => code)).toEqual(["CS6005"]);
  });
});
