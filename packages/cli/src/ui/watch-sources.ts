import { watch } from "node:fs";
import { join } from "node:path";

/** Folders of a checkout that units are made of. */
const folders = ["stacks", "providers", "addons"];

/** Editors write a file in several steps; one change is what comes to rest. */
const restMilliseconds = 150;

/** Calls `changed` after files of a checkout changed, once for what belongs together; the result ends that. */
export function watchSources(root: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, restMilliseconds);
  };
  const watchers = folders.map((folder) => watch(join(root, folder), { recursive: true }, soon));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
