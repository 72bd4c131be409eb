import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type RunReport, rememberedRun } from "@cstack/smoke";
import { execa } from "execa";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { root } from "../support/repository.ts";
import { skipped } from "../support/tools.ts";

/** The command itself makes a cluster of the docker unit; what it says is compared with what Docker has afterwards. */
const unit = "docker-scs-1-36";
const cstack = join(root, "packages", "cli", "bin", "cstack.mjs");
const hour = 3_600_000;
/** Without them nothing is shown; what else cannot be tried on a machine the report says. */
const needed = ["class", "refusal", "cluster", "control-plane", "machines", "nodes", "services", "dns", "scale", "delete", "down"];

const doctor = await execa(process.execPath, [cstack, "doctor", "-o", "json"], { cwd: root });
const { lanes } = JSON.parse(doctor.stdout) as { lanes: { lane: string; missing: string[] }[] };
const missing = lanes.find(({ lane }) => lane === "kind")?.missing ?? [];
for (const problem of missing) skipped("kind", problem, "see cstack doctor");

let report: RunReport;

describe.skipIf(missing.length > 0)(`cstack smoke ${unit}`, () => {
  beforeAll(async () => {
    const { stdout } = await execa(process.execPath, [cstack, "smoke", unit, "-o", "json"], {
      cwd: root,
      reject: false,
      stderr: "inherit",
      timeout: hour,
    });
    report = JSON.parse(stdout) as RunReport;
    if (report.status === "skipped") skipped("kind", report.diagnosis ?? "", "pull the image, or make it");
  }, hour);
  beforeEach(({ skip }) => skip(report.status === "skipped", report.diagnosis));

  it("passes, and says why what it did not try was not tried", () => {
    expect(report.diagnosis).toBeUndefined();
    expect(report.status).toBe("passed");
    const untold = report.steps.filter(({ status, detail }) => status !== "passed" && (detail ?? "") === "");
    expect(untold).toEqual([]);
  });

  it.each(needed)("shows: %s", (id) => {
    expect(report.steps.find((step) => step.id === id)).toMatchObject({ status: "passed" });
  });

  it("leaves no container behind", async () => {
    const runs = join(root, ".cstack", "runs");
    const last = readdirSync(runs)
      .filter((name) => name.endsWith(`-${unit}`))
      .toSorted()
      .at(-1)!;
    const { cluster, management, containerLabel } = rememberedRun(join(runs, last))!;
    for (const label of [`${containerLabel}=${cluster}`, `io.x-k8s.kind.cluster=${management}`]) {
      const { stdout } = await execa("docker", ["ps", "--all", "--quiet", "--filter", `label=${label}`]);
      expect(stdout).toBe("");
    }
  });
});
