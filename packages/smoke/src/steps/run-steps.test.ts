import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunOptions, runSteps } from "./run-steps.ts";
import type { Step, StepResult } from "./step.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-steps-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ran: string[] = [];
beforeEach(() => {
  ran.length = 0;
});

function step(id: string, run: () => StepResult | Promise<StepResult | undefined> | undefined, more: Partial<Step> = {}): Step {
  const recorded = async () => {
    ran.push(id);
    return run();
  };
  return { id, title: `step ${id}`, timeout: 5_000, run: recorded, ...more };
}

const passes = () => undefined;
const fails = (): never => {
  throw new Error("patch labels failed: password=hunter2");
};

function run(steps: readonly Step[], options: Partial<RunOptions> = {}) {
  return runSteps(steps, { subject: "tiny-1-36", lane: "kind", folder, ...options });
}

describe("steps", () => {
  it("run in order and say what they saw", async () => {
    const seen = { status: "unknown", detail: "the network enforces no policies" } as const;
    const report = await run([step("a", passes), step("b", () => seen), step("c", passes)]);
    expect(report).toMatchObject({
      status: "passed",
      steps: [
        { id: "a", status: "passed" },
        { id: "b", ...seen },
        { id: "c", status: "passed" },
      ],
    });
    expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8"))).toEqual(report);
  });

  it("end with the first failure, but for those that take something down", async () => {
    const report = await run([step("a", fails), step("b", passes), step("down", passes, { always: true })]);
    expect(ran).toEqual(["a", "down"]);
    expect(report.status).toBe("failed");
    expect(report.steps.map(({ status, detail }) => [status, detail])).toEqual([
      ["failed", "patch labels failed: password=<hidden>"],
      ["skipped", "after a"],
      ["passed", undefined],
    ]);
  });

  it("are skipped where one of them says that nothing can be tried here", async () => {
    const missing = { status: "skipped", detail: "the image cannot be had", ends: true } as const;
    const report = await run([step("a", () => missing), step("b", passes), step("down", passes, { always: true })]);
    expect(ran).toEqual(["a", "down"]);
    expect(report).toMatchObject({ status: "skipped", diagnosis: "step a: the image cannot be had" });
  });

  it("are looked into where they fail, before anything is taken down", async () => {
    const onFailure = async () => `variable workerFlavor is unset (${ran.join()})`;
    const report = await run([step("a", fails), step("down", passes, { always: true })], { onFailure });
    expect(report.diagnosis).toBe("step a: variable workerFlavor is unset (a)");
  });

  it("fail when their time is over, and say what they waited for", async () => {
    const waits: Step = {
      id: "a",
      title: "waits",
      timeout: 50,
      run: ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("1 of 2 machines")))),
    };
    const [record] = (await run([waits])).steps;
    expect(record).toMatchObject({ status: "failed", detail: "not done after 0.05 s: 1 of 2 machines" });
  });

  it("are interrupted, and what was made is taken down", async () => {
    const cancel = new AbortController();
    const interrupted = step("a", () => {
      cancel.abort();
      throw new Error("cancelled");
    });
    const report = await run([interrupted, step("b", passes), step("down", passes, { always: true })], { signal: cancel.signal });
    expect(ran).toEqual(["a", "down"]);
    expect(report.steps[0]).toMatchObject({ status: "failed", detail: "interrupted" });
  });

  it("that passed are not run again when a run is resumed, unless they repeat", async () => {
    const connect = step("connect", passes, { repeats: true });
    await run([connect, step("a", passes), step("b", fails)]);
    ran.length = 0;
    const report = await run([connect, step("a", passes), step("b", passes)], { resume: true });
    expect(ran).toEqual(["connect", "b"]);
    expect(report).toMatchObject({ status: "passed", steps: [{ id: "connect" }, { id: "a", status: "passed" }, { id: "b" }] });
  });

  it("become cases of JUnit, whatever characters they say", async () => {
    await run([
      step("a", passes),
      step("b", () => ({ status: "skipped", detail: 'no "image"' })),
      step("c", () => Promise.reject(new Error("<&\u0007>"))),
    ]);
    const xml = readFileSync(join(folder, "junit.xml"), "utf8");
    expect(xml).toContain('<testsuite name="kind: tiny-1-36" tests="3" failures="1" skipped="1"');
    expect(xml).toContain('<skipped message="no &quot;image&quot;"/>');
    expect(xml).toContain('<failure message="step c: &lt;&amp;&gt;">&lt;&amp;&gt;</failure>');
  });
});
