import "./packages/cli/bin/runtime-settings.mjs";
import { defineConfig } from "vitest/config";

/** The differential lane: our results against those of the programs they have to agree with. What is not installed is skipped and says so. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: {
    include: ["test/differential/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "threads",
  },
});
