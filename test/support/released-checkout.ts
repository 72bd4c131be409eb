import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { planLedger } from "../../packages/cli/src/release/prepare.ts";
import { openWorkspace } from "../../packages/cli/src/workspace.ts";
import { writeFiles } from "../../packages/cli/src/write-files.ts";
import { copySources } from "./checkout-copy.ts";
import { GitCheckout } from "./git-checkout.ts";

/** A copy of this checkout in an empty folder, in which the first release of every unit is committed; what this checkout has released is not there. */
export function releasedCheckout(folder: string): GitCheckout {
  copySources(folder);
  for (const stack of readdirSync(join(folder, "stacks")))
    rmSync(join(folder, "stacks", stack, "releases"), { recursive: true, force: true });
  const checkout = new GitCheckout(folder);
  const { prepared } = planLedger(openWorkspace(folder), { date: "2026-11-21", channel: "stable" });
  if (prepared === undefined) throw new Error("no release can be made of this checkout");
  writeFiles(folder, prepared.files);
  checkout.commit("Release");
  return checkout;
}
