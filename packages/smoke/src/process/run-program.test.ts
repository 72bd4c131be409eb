import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordedProcesses } from "./process-record.ts";
import { isPassing, ProgramFailure } from "./program-failure.ts";
import { runProgram } from "./run-program.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-run-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function node(script: string): { program: string; args: string[]; timeout: number } {
  return { program: process.execPath, args: ["-e", script], timeout: 20_000 };
}

async function failureOf(running: Promise<string>): Promise<ProgramFailure> {
  const error = await running.catch((reason: unknown) => reason);
  if (!(error instanceof ProgramFailure)) throw new Error(`ended as ${String(error)}`);
  return error;
}

describe("a program", () => {
  it("reads its input and gives back what it prints", async () => {
    expect(await runProgram({ ...node("process.stdin.pipe(process.stdout)"), input: "a\nb\n" })).toBe("a\nb\n");
  });

  it("leaves both outputs in the log, without secrets, and gives back the first as it is", async () => {
    const log = join(folder, "logs", "node.log");
    const printed = await runProgram({
      ...node("console.log('key correct-horse'); console.error('token: abcdefgh')"),
      log,
      secrets: ["correct-horse"],
    });
    expect(printed).toBe("key correct-horse\n");
    const lines = readFileSync(log, "utf8").trimEnd().split("\n");
    expect(lines[0]).toMatch(/^\$ node -e /);
    expect(lines.slice(1).toSorted()).toEqual(["key <hidden>", "token: <hidden>"]);
  });

  it("is remembered by a run folder only as long as it runs", async () => {
    const running = runProgram({ ...node("setTimeout(() => {}, 300)"), remember: folder });
    expect(recordedProcesses(folder).map(({ name }) => name)).toEqual([basename(process.execPath)]);
    await running;
    expect(recordedProcesses(folder)).toEqual([]);
  });

  it("that fails says how, with what it printed but for secrets", async () => {
    const failure = await failureOf(runProgram({ ...node("console.error('password=hunter2 refused'); process.exit(4)") }));
    expect(failure).toMatchObject({ ending: "exit code", exitCode: 4, said: "password=<hidden> refused" });
    expect(failure.message).toContain("ended with 4: password=<hidden> refused");
  });

  it("is ended after its time", async () => {
    expect(await failureOf(runProgram({ ...node("setInterval(() => {}, 1000)"), timeout: 300 }))).toMatchObject({ ending: "timeout" });
  });

  it("that is not there ends nobody else when it is cancelled", async () => {
    // The signal went to the number 0 once: to everybody in the group of the caller, this run of tests among them.
    const call = { program: join(folder, "missing"), args: [], timeout: 20_000, signal: AbortSignal.abort() };
    expect(await failureOf(runProgram(call))).toMatchObject({ ending: "not started or killed" });
  });

  it("is ended when it is cancelled before it begins", async () => {
    const running = runProgram({ ...node("setInterval(() => {}, 1000)"), signal: AbortSignal.abort() });
    expect(await failureOf(running)).toMatchObject({ ending: "cancelled" });
  });

  it("is ended when it is cancelled", async () => {
    const cancel = new AbortController();
    const running = runProgram({ ...node("setInterval(() => {}, 1000)"), signal: cancel.signal });
    setTimeout(() => cancel.abort(), 200);
    expect(await failureOf(running)).toMatchObject({ ending: "cancelled" });
  });

  it("that is not there is a failure like others", async () => {
    expect(await failureOf(runProgram({ program: join(folder, "none"), args: [], timeout: 1_000 }))).toMatchObject({ program: "none" });
  });
});

describe("a failure", () => {
  const failed = (said: string) => new ProgramFailure({ program: "kubectl", args: [], exitCode: 1, ending: "exit code", said });

  it.each([
    "Error from server (TooManyRequests): storage is (re)initializing",
    "Error from server (ServiceUnavailable): the server is currently unable to handle the request",
    "dial tcp 127.0.0.1:6443: connect: connection refused",
  ])("passes: %s", (said) => expect(isPassing(failed(said))).toBe(true));

  it.each(['Cluster "a" is invalid: spec.topology.variables: Required value', "Error from server (Forbidden): pods is forbidden"])(
    "stays: %s",
    (said) => expect(isPassing(failed(said))).toBe(false),
  );
});
