import { defineConfig } from "vitest/config";

/** The kind lane: units' own classes make clusters whose machines are containers, and their nodes are looked at. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: { include: ["test/kind/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 900_000, fileParallelism: false },
});
