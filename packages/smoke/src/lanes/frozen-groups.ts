import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where Linux shows the groups that its freezer stops, with control groups of version 1. */
const freezer = "/sys/fs/cgroup/freezer";

/**
 * Lets processes of containers go on that the runtime inside a node froze and did not come to thaw, as the node was ended meanwhile. Of a frozen process
 * the kernel only notes that it was killed, so that Docker could never remove its container. Version 2 kills what is frozen.
 * Source: documentation of Linux, admin-guide/cgroup-v1/freezer-subsystem.
 *
 * @param containers IDs of the containers that are removed
 * @param hierarchy folder of the freezer's groups
 * @returns folders of the groups that were frozen
 */
export function thawContainers(containers: readonly string[], hierarchy: string = freezer): string[] {
  const frozen = containers.length === 0 ? [] : groupsOf(hierarchy, containers).filter(isFrozen);
  return frozen.filter((group) => {
    try {
      writeFileSync(join(group, "freezer.state"), "THAWED");
      return true;
    } catch {
      // Another user's group, or one that is gone by now: what cannot be removed Docker says.
      return false;
    }
  });
}

/** Groups of containers and all below them; Docker names the uppermost `<id>` or `docker-<id>.scope`. */
function groupsOf(folder: string, containers: readonly string[], within = false): string[] {
  return foldersIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const isOf = within || containers.some((id) => name.includes(id));
    return [...(isOf ? [path] : []), ...groupsOf(path, containers, isOf)];
  });
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function isFrozen(group: string): boolean {
  const path = join(group, "freezer.state");
  return existsSync(path) && readFileSync(path, "utf8").trim() !== "THAWED";
}
