// A checkout with as many units as wanted: the real providers and addons, and copies of a real stack under other names.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap.mjs";

/** Writes the checkout to `folder`; every copy of the stack has `unitsPerStack` units. */
export function syntheticCheckout(folder, units, unitsPerStack) {
  for (const part of ["providers", "addons"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  const text = readFileSync(join(root, "stacks/scs/stack.yaml"), "utf8");
  for (let index = 0; index < units / unitsPerStack; index++) {
    const id = `bench${index}`;
    mkdirSync(join(folder, "stacks", id), { recursive: true });
    writeFileSync(join(folder, "stacks", id, "stack.yaml"), text.replace(/^id: scs$/m, `id: ${id}`));
  }
}
