import { defineConfig } from "vitest/config";

/** A runner in a process of its own, for tests that kill it. */
export default defineConfig({
  resolve: { conditions: ["cstack-source"] },
  ssr: { resolve: { conditions: ["cstack-source"] } },
  test: { include: ["test/controlplane/support/held-control-plane.ts"], testTimeout: 600_000 },
});
