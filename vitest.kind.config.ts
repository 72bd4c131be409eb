import { defineConfig } from "vitest/config";

/** The kind lane: a unit's own class makes a cluster whose machines are containers, and its nodes are looked at. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: { include: ["test/kind/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 900_000, fileParallelism: false },
});
