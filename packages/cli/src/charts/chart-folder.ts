import { join, resolve } from "node:path";

/** Where archives of charts are kept: a folder of the user's, or one of the checkout that git does not see. */
export function chartFolder(root: string, chosen: string | undefined): string {
  return chosen === undefined ? join(root, ".cstack", "charts") : resolve(chosen);
}
