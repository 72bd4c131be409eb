import type { Stack } from "@cstack/generator";
import type { KubernetesFacts, ReleaseFile } from "@cstack/model";
import { describe, expect, test } from "vitest";
import { supportStatus } from "./support-status.ts";
import { versionDeadlines } from "./version-policy.ts";

describe("a unit is", () => {
  test.each([
    ["2026-12-28", "supported"],
    ["2026-12-29", "deprecated"],
    ["2027-02-28", "deprecated"],
    ["2027-03-01", "retired"],
  ])("on %s %s, where its minor ends on 2027-02-28", (today, status) => expect(supportStatus("2027-02-28", today)).toBe(status));

  test("retired before that day where the ledger says so", () => expect(supportStatus("2027-02-28", "2026-01-01", true)).toBe("retired"));
});

const unit = "docker-scs-1-36";

function facts(newestPatch?: KubernetesFacts["newestPatch"]): KubernetesFacts {
  const versions = { minor: "1.36", version: "1.36.4", etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2", source: "test" };
  return { ...versions, released: "2026-04-22", endOfLife: "2027-06-28", ...(newestPatch === undefined ? {} : { newestPatch }) };
}

function deadlines(releases: Pick<ReleaseFile, "version" | "date" | "kubernetes">[], known: KubernetesFacts, today: string) {
  const stack = { releases: new Map([[unit, releases.map((data) => ({ data }))]]) } as unknown as Stack;
  return Object.fromEntries(versionDeadlines(unit, stack, known, today).map(({ rule, due, state }) => [rule, `${state} ${due ?? "-"}`]));
}

describe("deadlines of the version policy", () => {
  const patch = { version: "1.36.5", released: "2026-09-15", source: "test" };

  test("are open before their day and overdue after it", () => {
    expect(deadlines([], facts(patch), "2026-08-20")).toMatchObject({ minor: "due 2026-08-20", "end of life": "due 2027-06-28" });
    expect(deadlines([], facts(patch), "2026-10-17")).toMatchObject({ minor: "overdue 2026-08-20", patch: "overdue 2026-10-16" });
  });

  test("are met by the first stable release with the version, and a pre-release is none", () => {
    const releases = [
      { version: "v1", date: "2026-05-01", kubernetes: "1.36.0" },
      { version: "v2-beta.1", date: "2026-09-20", kubernetes: "1.36.5" },
      { version: "v2", date: "2026-11-01", kubernetes: "1.36.5" },
    ];
    expect(deadlines(releases, facts(patch), "2026-11-21")).toEqual({
      minor: "met 2026-08-20",
      patch: "late 2026-10-16",
      "security patch": "none -",
      "end of life": "met 2027-06-28",
    });
  });

  test("are shorter for a patch that fixes a vulnerability with CVSS 8", () => {
    expect(deadlines([], facts({ ...patch, cvss: 8 }), "2026-09-29")["security patch"]).toBe("due 2026-09-29");
    expect(deadlines([], facts({ ...patch, cvss: 8 }), "2026-09-30")["security patch"]).toBe("overdue 2026-09-29");
  });

  test("are unknown where the facts name no newest patch", () => {
    expect(deadlines([], facts(), "2026-11-21")).toMatchObject({ patch: "unknown -", "security patch": "unknown -" });
  });
});
