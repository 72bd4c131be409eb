import { join } from "node:path";
import { type KindManagement, startKindManagement } from "@cstack/smoke";
import { kindProblems, lanePrograms } from "../../../packages/cli/src/smoke/lane-programs.ts";
import { smokeSubject } from "../../../packages/cli/src/smoke/subject.ts";
import { openWorkspace, selectUnits } from "../../../packages/cli/src/workspace.ts";
import { root } from "../../support/repository.ts";
import { skipped } from "../../support/tools.ts";

const folder = join(root, ".cstack", "runs", `kind-${process.pid}`);

export interface ManagementOptions {
  /** Where the unit's sources are; this checkout unless told. */
  checkout?: string;
  /** Without controllers, it is a cluster of the unit's Kubernetes version and no more. */
  controllers?: boolean;
}

/** Makes a management cluster of kind with the controllers of one unit of a checkout; undefined, and said, where that cannot be done here. */
export async function makeKindManagement(
  unit: string,
  { checkout = root, controllers = true }: ManagementOptions = {},
): Promise<KindManagement | undefined> {
  const workspace = openWorkspace(checkout);
  const made = await smokeSubject(workspace, selectUnits(workspace, [unit])[0]!, folder, {});
  const subject = controllers ? made : { ...made, managers: [] };
  const problems = await kindProblems(subject.managers);
  for (const problem of problems) skipped("kind", problem, "see cstack doctor");
  if (problems.length > 0) return undefined;
  const programs = await lanePrograms(subject.managers);
  const onProgress = (line: string): void => void process.stderr.write(`kind: ${line}\n`);
  const management = await startKindManagement(subject, { folder, programs, onProgress });
  const { status, diagnosis = status } = management.report;
  if (status === "passed") return management;
  await management.stop();
  if (status === "failed") throw new Error(diagnosis);
  skipped("kind", diagnosis, "pull the image, or make it");
  return undefined;
}
