import { describe, expect, it } from "vitest";
import { eventually, NotYet } from "./eventually.ts";
import { ProgramFailure } from "./program-failure.ts";

const patience = { timeout: 200, pause: 10 };

/** Fails with each error in turn, then answers. */
function after(...errors: Error[]): () => Promise<string> {
  return async () => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return "there";
  };
}

describe("what is asked for again and again", () => {
  it("comes after it was not there, and after failures that pass", async () => {
    const busy = new ProgramFailure({
      program: "kubectl",
      args: [],
      exitCode: 1,
      ending: "exit code",
      said: "storage is (re)initializing",
    });
    expect(await eventually(patience, after(new NotYet("no machine"), busy))).toBe("there");
  });

  it("fails at once where waiting does not help", async () => {
    await expect(eventually(patience, after(new Error("denied")))).rejects.toThrow("denied");
  });

  it("fails with the last reason when the time is over", async () => {
    await expect(eventually(patience, () => Promise.reject(new NotYet("1 of 2 machines")))).rejects.toThrow("1 of 2 machines");
  });

  it("is given up with what was missing when it is cancelled", async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 20);
    const waiting = eventually({ timeout: 60_000, pause: 30_000, signal: cancel.signal }, () => Promise.reject(new NotYet("never")));
    await expect(waiting).rejects.toThrow("never");
  });
});
