import { managersOf } from "@cstack/generator";
import { startControlPlane } from "@cstack/smoke";
import { it } from "vitest";
import { checkout } from "../../support/repository.ts";

/** Run by a test with a configuration of its own: starts a control plane in the folder that CSTACK_HELD names and never ends by itself. */
it("holds a control plane", async () => {
  const managers = managersOf(checkout()).managers.filter(({ ports }) => ports.length === 0);
  await startControlPlane({ folder: process.env["CSTACK_HELD"] ?? "", managers });
  await new Promise(() => {});
});
