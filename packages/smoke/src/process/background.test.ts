import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startService } from "./background.ts";
import { guardianOf } from "./guardian.ts";
import { claim, isClaimed, recordedProcesses, stopRecorded } from "./process-record.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-services-"));
});
afterEach(async () => {
  await stopRecorded(folder);
  rmSync(folder, { recursive: true, force: true });
});

function node(name: string, script: string) {
  return startService(folder, { name, program: process.execPath, args: ["-e", script], environment: { NAME: name } });
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds() && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
}

describe("a service", () => {
  it("writes to a log of its own, which says its last words without secrets", async () => {
    const service = await node("talker", "console.log(process.env.NAME); console.error('token: abcdefgh')");
    await until(() => !service.isRunning());
    expect(service.isRunning()).toBe(false);
    expect(service.lastWords()).toBe("talker\ntoken: <hidden>");
    expect(readFileSync(join(folder, "logs", "talker.log"), "utf8")).toContain("talker");
  });

  it("is stopped by whoever comes later, the last one first, and is forgotten then", async () => {
    const services = [await node("a", "setInterval(() => {}, 1000)"), await node("b", "setInterval(() => {}, 1000)")];
    expect(services.map((service) => service.isRunning())).toEqual([true, true]);
    expect(await stopRecorded(folder)).toEqual(["b", "a"]);
    expect(services.map((service) => service.isRunning())).toEqual([false, false]);
    expect(recordedProcesses(folder)).toEqual([]);
  });

  it("is started again where it is killed, so often as it may be, and not where it is stopped", async () => {
    const service = await startService(folder, {
      name: "kept",
      program: process.execPath,
      args: ["-e", "setInterval(() => {}, 1000)"],
      restarts: 1,
    });
    const kill = () => process.kill(recordedProcesses(folder).at(-1)!.pid, "SIGKILL");
    kill();
    const seen: boolean[] = [];
    await until(() => seen.push(service.isRunning()) > 0 && recordedProcesses(folder).length === 2);
    expect(seen).not.toContain(false);
    expect([service.isRunning(), service.lastWords()]).toEqual([true, "cstack: kept ended with SIGKILL and is started again"]);
    kill();
    await until(() => !service.isRunning());
    expect(recordedProcesses(folder)).toHaveLength(2);
    const stopped = await startService(folder, {
      name: "stopped",
      program: process.execPath,
      args: ["-e", "setInterval(() => {}, 1000)"],
      restarts: 1,
    });
    expect(await stopRecorded(folder)).toEqual(["stopped"]);
    expect([stopped.isRunning(), stopped.lastWords(), recordedProcesses(folder)]).toEqual([false, "", []]);
  });

  it("that cannot be started is an error", async () => {
    await expect(startService(folder, { name: "none", program: join(folder, "none"), args: [] })).rejects.toThrow("ENOENT");
  });
});

it.runIf(process.platform === "linux")("never stops a process that only has the number of one that was started", async () => {
  writeFileSync(join(folder, "processes.json"), JSON.stringify([{ name: "gone", pid: process.pid, started: "1" }]));
  expect(await stopRecorded(folder)).toEqual([]);
});

it.runIf(process.platform === "linux")("ends with the one that started it, even where that is killed", async () => {
  // What the guardian holds is the end of a pipe; here it is closed as the kernel closes it.
  const service = await node("orphan", "setInterval(() => {}, 1000)");
  expect(service.isRunning()).toBe(true);
  guardianOf(folder).stdin?.destroy();
  await until(() => !service.isRunning());
  expect(service.isRunning()).toBe(false);
});

it.runIf(process.platform === "linux")("is killed where it does not end, but not what was started in the folder afterwards", async () => {
  const guardian = guardianOf(folder, 300);
  const stubborn = await node("stubborn", "process.on('SIGTERM', () => {}); console.log('here'); setInterval(() => {}, 1000)");
  const polite = await node("polite", "setInterval(() => {}, 1000)");
  await until(() => stubborn.lastWords() === "here");
  guardian.stdin?.destroy();
  // Then the guardian knows what it is to end.
  await until(() => !polite.isRunning());
  const next = await node("next", "setInterval(() => {}, 1000)");
  await until(() => !stubborn.isRunning());
  expect([stubborn.isRunning(), next.isRunning()]).toEqual([false, true]);
});

it("a folder is claimed as long as the process at work in it is there", () => {
  const owner = { name: "runner", pid: process.ppid };
  expect(isClaimed(folder)).toBe(false);
  writeFileSync(join(folder, "owner.json"), JSON.stringify(owner));
  expect(isClaimed(folder)).toBe(true);
  claim(folder);
  expect(isClaimed(folder)).toBe(false);
  writeFileSync(join(folder, "owner.json"), JSON.stringify({ ...owner, started: "1" }));
  expect(isClaimed(folder)).toBe(false);
});
