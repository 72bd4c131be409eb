import { defineConfig } from "vitest/config";

/** The lane of the documentation: every command on every page is run. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: { include: ["test/docs/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 60_000, maxConcurrency: 3 },
});
