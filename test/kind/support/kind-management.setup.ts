import { join } from "node:path";
import { startKindManagement } from "@cstack/smoke";
import { kindProblems, lanePrograms } from "../../../packages/cli/src/smoke/lane-programs.ts";
import { smokeSubject } from "../../../packages/cli/src/smoke/subject.ts";
import { openWorkspace, selectUnits } from "../../../packages/cli/src/workspace.ts";
import { root } from "../../support/repository.ts";
import { skipped } from "../../support/tools.ts";

/** The unit whose class makes the machines that are looked at. */
const unit = "docker-scs-1-36";

/** One management cluster of kind for the tests that make their own Clusters. CSTACK_KUBECONFIG names another one instead. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["CSTACK_KUBECONFIG"] !== undefined) return undefined;
  const folder = join(root, ".cstack", "runs", `kind-${process.pid}`);
  const workspace = openWorkspace(root);
  const subject = await smokeSubject(workspace, selectUnits(workspace, [unit])[0]!, folder, {});
  const problems = await kindProblems(subject.managers);
  for (const problem of problems) skipped("kind", problem, "see cstack doctor");
  if (problems.length > 0) return undefined;
  const programs = await lanePrograms(subject.managers);
  const onProgress = (line: string): void => void process.stderr.write(`kind: ${line}\n`);
  const { report, kubeconfig, stop } = await startKindManagement(subject, { folder, programs, onProgress });
  if (report.status === "passed") process.env["CSTACK_KUBECONFIG"] = kubeconfig;
  else skipped("kind", report.diagnosis ?? report.status, `see ${folder}`);
  return stop;
}
