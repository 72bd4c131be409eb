import "./packages/cli/bin/runtime-settings.mjs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

/** The offline lane: unit tests beside the code, and what crosses folders in test/. Heavier lanes have configurations of their own. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/offline/**/*.test.ts", "test/fakes/**/*.test.ts"],
    // For what hangs only: on a machine that builds images beside the tests, one that starts commands takes many times longer than alone.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "threads",
    // Vitest leaves a core free; tests that start commands wait for them most of the time.
    maxWorkers: "100%",
    // Tests share nothing that they change, so files of one thread share their modules: importing them takes longer than most tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Sources without types are kept from run to run, by their content.
    experimental: { fsModuleCache: true },
  },
});
