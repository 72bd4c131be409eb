import { defineConfig } from "vitest/config";

/** The registry lane: releases are pushed to a real OCI registry, and read back by the clients that people use. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: { include: ["test/registry/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
