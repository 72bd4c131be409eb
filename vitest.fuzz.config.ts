import { defineConfig } from "vitest/config";

/** The fuzz lane: parsers and the engine on generated wrong input, one process. A case that hangs ends that process; see test/fuzz/watchdog.ts. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: {
    include: ["test/fuzz/**/*.test.ts"],
    testTimeout: 3_600_000,
    pool: "forks",
    fileParallelism: false,
    isolate: false,
  },
});
