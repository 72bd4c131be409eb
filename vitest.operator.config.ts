import "./packages/cli/bin/runtime-settings.mjs";
import { defineConfig } from "vitest/config";

/** The operator lane: bundles in front of the Cluster Stack Operator, beside an API server with Cluster API's controllers. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  // Vitest loads what stands before all tests in an environment of its own.
  environments: { __vitest__: { resolve: { conditions: ["cstack-source"] } } },
  test: {
    include: ["test/operator/**/*.test.ts"],
    globalSetup: "test/operator/support/operator.setup.ts",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
