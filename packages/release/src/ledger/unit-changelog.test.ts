import type { ReleaseFile } from "@cstack/model";
import { expect, test } from "vitest";
import { unitChangelog } from "./unit-changelog.ts";

const entry = (version: string, more: Partial<ReleaseFile> = {}): ReleaseFile => ({
  unit: "metal-tiny-1-36",
  version,
  date: "2026-11-21",
  contentHash: "a".repeat(36),
  kubernetes: "1.36.4",
  ...more,
});

test("a changelog has the newest release first, with what was computed and what authors wrote", () => {
  const reasons = [{ severity: "rolling", part: "machines", text: "workers: another `KubeadmConfigTemplate`" }] as const;
  const second = entry("v2", {
    stackVersion: "0.2.0",
    comparison: { from: "v1", severity: "rolling", reasons: [...reasons] },
    changes: "### Minor Changes\n\n- Other files.\n",
  });
  expect(unitChangelog("metal-tiny-1-36", [entry("v1"), second], [])).toBe(`# metal-tiny-1-36

Written by \`cstack release\` from the ledger.

## v2 (2026-11-21)

Kubernetes v1.36.4, stack version 0.2.0.

From v1. Rolling: machines are replaced.

- rolling: workers: another \\\`KubeadmConfigTemplate\\\`

#### Minor Changes

- Other files.

## v1 (2026-11-21)

Kubernetes v1.36.4.
`);
});

test("a changelog says which release was withdrawn and that a unit was retired", () => {
  const text = unitChangelog(
    "metal-tiny-1-36",
    [entry("v1"), entry("v2")],
    [
      { unit: "metal-tiny-1-36", kind: "withdrawn", version: "v1", date: "2026-11-22", reason: "Nodes do not join.", instead: "v2" },
      { unit: "metal-tiny-1-36", kind: "retired", date: "2027-07-01", reason: "The minor has ended." },
    ],
  );
  expect(text).toContain("Retired on 2027-07-01: The minor has ended.");
  expect(text).toContain("## v1 (2026-11-21)\n\n**Withdrawn on 2026-11-22**: Nodes do not join. Use v2.");
});
