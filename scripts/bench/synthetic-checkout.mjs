// A checkout with as many units as wanted: the real providers and addons, and copies of the real stacks under other names.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap.mjs";

/** Writes the checkout to `folder`; all stacks together have `unitsPerCopy` units. */
export function syntheticCheckout(folder, units, unitsPerCopy) {
  if (units % unitsPerCopy !== 0) throw new Error(`${units} units are no whole copies of ${unitsPerCopy}`);
  for (const part of ["providers", "addons"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const stack of readdirSync(join(root, "stacks"))) {
    const text = readFileSync(join(root, "stacks", stack, "stack.yaml"), "utf8");
    for (let copy = 0; copy < units / unitsPerCopy; copy++) {
      const id = `${stack}${copy}`;
      mkdirSync(join(folder, "stacks", id), { recursive: true });
      writeFileSync(join(folder, "stacks", id, "stack.yaml"), text.replace(/^id: .*$/m, `id: ${id}`));
    }
  }
}
