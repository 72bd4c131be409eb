import "./packages/cli/bin/runtime-settings.mjs";
import { defineConfig } from "vitest/config";

/** The control-plane lane: bundles in front of real helm and a real API server with Cluster API's webhooks and controllers. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  // Vitest loads what stands before all tests in an environment of its own.
  environments: { __vitest__: { resolve: { conditions: ["cstack-source"] } } },
  test: {
    include: ["test/controlplane/**/*.test.ts"],
    globalSetup: "test/controlplane/support/control-plane.setup.ts",
    testTimeout: 180_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
