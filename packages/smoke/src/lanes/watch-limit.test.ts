import { describe, expect, it } from "vitest";
import { watchProblem } from "./watch-limit.ts";

describe("a kernel's limit of file watches", () => {
  const usual = 128;

  it("suffices for one machine of each kind", () => {
    expect(watchProblem({ controlPlane: 1, workers: 1 }, usual)).toBeUndefined();
  });

  it("has to be raised for more, and the problem says how", () => {
    expect(watchProblem({ controlPlane: 3, workers: 2 }, usual)).toBe(
      "fs.inotify.max_user_instances is 128, and 3 + 2 machines need about 193: sysctl -w fs.inotify.max_user_instances=1024",
    );
    expect(watchProblem({ controlPlane: 3, workers: 2 }, 1024)).toBeUndefined();
  });
});
