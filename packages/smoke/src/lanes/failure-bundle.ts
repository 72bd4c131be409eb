import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { redact } from "../process/redact.ts";
import type { ClusterObject } from "../programs/kubectl.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { diagnosisOf } from "./diagnosis.ts";
import { type KindRun, namespace } from "./kind-run.ts";

const minute = 60_000;
/** Every kind of Cluster API says that it belongs to this category. */
const category = "cluster-api";

/**
 * Collects what a person needs to find out why a step failed, in the folder `failure` of the run: objects with their conditions, events, what clusterctl tells,
 * journals of the machines, and the class. Returns the diagnosis; controller logs are in `logs` all the time. What cannot be collected is left out.
 */
export async function collectFailure(run: KindRun, step: Step, error: Error): Promise<string> {
  const folder = join(run.folder, "failure");
  mkdirSync(folder, { recursive: true });
  const context: StepContext = { log: join(run.folder, "logs", "failure.log"), signal: AbortSignal.timeout(4 * minute) };
  const save = async (name: string, text: () => Promise<string>): Promise<void> => {
    const found = await text().catch((reason: Error) => `This could not be collected: ${reason.message}\n`);
    writeFileSync(join(folder, name), redact(found));
  };
  const kubectl = run.kubectl(context);
  const objects = await kubectl.list(category).catch((): ClusterObject[] => []);
  const diagnosis = diagnosisOf(objects);
  const reason = diagnosis === undefined ? error.message : `${diagnosis} (${error.message.split("\n")[0]})`;
  await save("README.txt", async () => `${step.title} failed.\n${reason}\n`);
  await save("objects.yaml", () => kubectl.run(["get", category, "--output=yaml"]));
  await save("events.txt", () => kubectl.run(["get", "events", "--sort-by=.lastTimestamp", "--output=wide"]));
  await save("class.yaml", async () => run.subject.classManifests);
  const clusterctl = run.clusterctl(context);
  if (clusterctl !== undefined) await save("describe.txt", () => clusterctl.describe(run.kubeconfig, namespace, run.names.cluster));
  const docker = run.docker(context);
  const containers = await docker.containers(`${run.names.containerLabel}=${run.names.cluster}`).catch(() => []);
  for (const container of containers) {
    await save(`${container}.journal.txt`, () => docker.exec(container, ["journalctl", "--no-pager", "--lines=3000"]));
  }
  return reason;
}
