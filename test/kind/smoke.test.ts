import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunReport, rememberedRun } from "@cstack/smoke";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { processesWith } from "../support/processes.ts";
import { root } from "../support/repository.ts";
import { skipped } from "../support/tools.ts";

/**
 * The command itself makes a cluster of the docker unit. Its runner is killed on the way, and another one goes on, or interrupted; what is left in the end is asked of Docker and of the
 * machine, not of the command.
 */
const unit = "docker-scs-1-36";
const cstack = join(root, "packages", "cli", "bin", "cstack.mjs");
const minute = 60_000;
const hour = 60 * minute;
/** Without them nothing is shown; what else cannot be tried on a machine the report says. */
const needed = ["class", "refusal", "cluster", "control-plane", "machines", "nodes", "services", "dns", "scale", "delete", "down"];

const doctor = await execa(process.execPath, [cstack, "doctor", "-o", "json"], { cwd: root });
const { lanes } = JSON.parse(doctor.stdout) as { lanes: { lane: string; missing: string[] }[] };
const missing = lanes.find(({ lane }) => lane === "kind")?.missing ?? [];
for (const problem of missing) skipped("kind", problem, "see cstack doctor");

const before = missing.length > 0 ? [] : await unusedInDocker();
let report: RunReport;
let killed: EndedRun;

describe.skipIf(missing.length > 0)(`cstack smoke ${unit}, killed while the control plane comes up`, () => {
  beforeAll(async () => {
    killed = await endedRun("control plane answers", "SIGKILL");
    if (killed.report.status === "skipped") skipped("kind", killed.report.diagnosis ?? "", "pull the image, or make it");
  }, hour);
  beforeEach(({ skip }) => skip(killed.report.status === "skipped", killed.report.diagnosis));

  it("ends its controllers, and keeps its machines", async () => {
    await nothingRunsFor(killed.folder);
    expect((await containersOf(killed.folder)).length).toBeGreaterThan(1);
  });

  describe("and gone on with", () => {
    beforeAll(async () => {
      if (killed.report.status === "skipped") return;
      const options = { cwd: root, reject: false, stderr: "inherit", timeout: hour } as const;
      const { stdout } = await execa(process.execPath, [cstack, "smoke", "--resume", "-o", "json"], options);
      report = JSON.parse(stdout) as RunReport;
    }, hour);

    it("passes, and says why what it did not try was not tried", () => {
      expect(report.diagnosis).toBeUndefined();
      expect(report.status).toBe("passed");
      const untold = report.steps.filter(({ status, detail }) => status !== "passed" && (detail ?? "") === "");
      expect(untold).toEqual([]);
    });

    it.each(needed)("shows: %s", (id) => {
      expect(report.steps.find((step) => step.id === id)).toMatchObject({ status: "passed" });
    });

    it("applies the next release's addons before it replaces the first machine, where the next image can be had", ({ skip }) => {
      const order = report.steps.filter(({ id }) => id.startsWith("upgrade")).map(({ id, status }) => `${id} ${status}`);
      skip(order[0] !== "upgrade-asked passed", "the image of the next minor cannot be had");
      expect(order.at(-2)).toBe("upgrade passed");
      expect(order.filter((line) => line.startsWith("upgrade-addon-")).length).toBeGreaterThan(0);
    });

    it("leaves nothing behind", async () => {
      await nothingRunsFor(killed.folder);
      expect(await leftBy(killed.folder)).toEqual([]);
    });
  });
});

describe.skipIf(missing.length > 0)(`cstack smoke ${unit}, while kind makes the management cluster`, () => {
  it("is cleaned up by whoever comes later, where it is killed", { timeout: 10 * minute }, async ({ skip }) => {
    const { folder, report: last } = await endedRun("management cluster", "SIGKILL");
    skip(last.status === "skipped", last.diagnosis);
    await execa(process.execPath, [cstack, "smoke", "--cleanup"], { cwd: root });
    await nothingRunsFor(folder);
    expect(await leftBy(folder)).toEqual([]);
  });

  it("takes everything down itself, where Ctrl-C interrupts it", { timeout: 10 * minute }, async ({ skip }) => {
    const { folder, report: last } = await endedRun("management cluster", "SIGINT");
    skip(last.status === "skipped", last.diagnosis);
    expect(last).toMatchObject({ status: "failed", diagnosis: "management cluster: interrupted" });
    await nothingRunsFor(folder);
    expect(await leftBy(folder)).toEqual([]);
  });
});

afterAll(async () => {
  if (missing.length === 0) await execa(process.execPath, [cstack, "smoke", "--cleanup"], { cwd: root });
}, 10 * minute);

interface EndedRun {
  folder: string;
  report: RunReport;
}

/** Starts a run and sends a signal to its process as soon as a step begins; what it had reported when it ended. */
async function endedRun(title: string, signal: "SIGINT" | "SIGKILL"): Promise<EndedRun> {
  let said = "";
  const running = execa(process.execPath, [cstack, "smoke", unit], { cwd: root, reject: false, stdout: "ignore" });
  running.stderr.on("data", (data: Buffer) => {
    said += data.toString();
    process.stderr.write(data);
  });
  await vi.waitUntil(() => said.includes(`${title} …`) || running.exitCode !== null, { timeout: 20 * minute, interval: 200 });
  // Now it is in the midst of it.
  await new Promise((done) => setTimeout(done, 5_000));
  running.kill(signal);
  await running;
  const folder = /^run: (.*)$/m.exec(said)?.[1] ?? "";
  return { folder, report: JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as RunReport };
}

async function nothingRunsFor(folder: string): Promise<void> {
  await vi.waitUntil(async () => (await processesWith(folder)).length === 0, { timeout: minute, interval: 500 });
}

/** Containers that a run made. */
async function containersOf(folder: string): Promise<string[]> {
  const { cluster, management, containerLabel } = rememberedRun(folder)!;
  const lists = [`${containerLabel}=${cluster}`, `io.x-k8s.kind.cluster=${management}`].map((label) =>
    execa("docker", ["ps", "--all", "--quiet", "--filter", `label=${label}`], { lines: true }),
  );
  return (await Promise.all(lists)).flatMap(({ stdout }) => stdout);
}

/** What a run has left behind: its containers, and volumes and networks that no container uses and that were not there before. Others may use Docker, too. */
async function leftBy(folder: string): Promise<string[]> {
  const unused = await unusedInDocker();
  return [...(await containersOf(folder)), ...unused.filter((name) => !before.includes(name))];
}

/** Volumes and networks that no container uses, but for the network that kind keeps for all its clusters. */
async function unusedInDocker(): Promise<string[]> {
  const lists = ["volume", "network"].map((kind) =>
    execa("docker", [kind, "ls", "--filter", "dangling=true", "--format", `${kind} {{.Name}}`], { lines: true }),
  );
  const names = (await Promise.all(lists)).flatMap(({ stdout }) => stdout);
  return names.filter((name) => name !== "network kind");
}
