import "./packages/cli/bin/runtime-settings.mjs";
import { defineConfig } from "vitest/config";

/** The browser lane: the catalog and the configurator in Chromium, served by `cstack ui` and as static files. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: {
    include: ["test/browser/**/*.test.ts"],
    globalSetup: "test/browser/support/run-folder.ts",
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    isolate: false,
  },
});
