import type { Manager } from "@cstack/generator";
import { type Environment, findProgram, toolCache } from "../process/find-program.ts";
import { areManifestsKnown } from "./read-manifests.ts";

/** What keeps a lane from running on this machine, and what a reader can do about it. */
export interface MissingTool {
  what: string;
  how: string;
}

const build = "run `npm run tools`, or name their folder in CSTACK_TOOLS";

/** What a control plane with these managers lacks here. */
export function missingForControlPlane(managers: readonly Manager[], environment: Environment = process.env): MissingTool[] {
  return [...missingPrograms(["etcd", "kube-apiserver", "kubectl"], environment), ...missingForManagers(managers, environment)];
}

/** What managers as processes lack here. */
export function missingForManagers(managers: readonly Manager[], environment: Environment = process.env): MissingTool[] {
  const programs = missingPrograms(
    managers.map(({ program }) => program),
    environment,
  );
  const unread = managers.filter((manager) => !areManifestsKnown(manager, toolCache(environment))).map(({ program }) => program);
  if (unread.length === 0 || findProgram("go", environment) !== undefined) return programs;
  return [...programs, { what: `the CRDs of ${unread.join(", ")} were not read yet`, how: "install Go, and run `npm run tools`" }];
}

/** Programs that are not here, in one entry. */
export function missingPrograms(names: readonly string[], environment: Environment = process.env): MissingTool[] {
  const missing = names.filter((name) => findProgram(name, environment) === undefined);
  if (missing.length === 0) return [];
  return [{ what: `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not on the path`, how: build }];
}
