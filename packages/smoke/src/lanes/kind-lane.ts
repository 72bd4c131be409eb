import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runSteps } from "../steps/run-steps.ts";
import type { RunReport, Step } from "../steps/step.ts";
import { addonSteps, addonsRunStep } from "./addon-steps.ts";
import { classStep, creationSteps, deleteStep, machinesStep, scaleStep } from "./cluster-steps.ts";
import { collectFailure } from "./failure-bundle.ts";
import { KindRun, type KindSubject, type LanePrograms, type RunNames } from "./kind-run.ts";
import { managementSteps } from "./management-steps.ts";
import { replacementSteps } from "./replacement-step.ts";
import { rememberedRun, rememberRun, takeDownStep } from "./take-down.ts";
import { upgradeProblem, upgradeSteps } from "./upgrade-steps.ts";
import { watchLimitStep } from "./watch-limit.ts";
import { workloadChecks } from "./workload-checks.ts";

export interface KindLaneOptions {
  /** Logs, reports, and what is needed to go on or clean up later. */
  folder: string;
  programs: LanePrograms;
  /** Goes on with what the folder's run made. */
  resume?: boolean;
  /** Leaves everything as it is in the end, for people to look at. */
  keep?: boolean;
  signal?: AbortSignal;
  onProgress?: (line: string) => void;
}

/** Makes a real cluster of a unit whose machines are containers, looks at it, changes it, and takes everything down. */
export function runKindLane(subject: KindSubject, { keep = false, ...options }: KindLaneOptions): Promise<RunReport> {
  const { folder, programs: _, ...others } = options;
  const run = openRun(subject, options);
  const steps: Step[] = [
    watchLimitStep(run),
    ...managementSteps(run),
    classStep(run),
    ...creationSteps(run),
    ...addonSteps(run, subject, "AfterControlPlaneInitialized"),
    machinesStep(run),
    addonsRunStep(run),
    ...workloadChecks(run),
    ...(keep ? [] : changeSteps(run)),
  ];
  const onFailure = (step: Step, error: Error): Promise<string> => collectFailure(run, step, error);
  return runSteps(steps, { subject: subject.unit, lane: "kind", folder, onFailure, ...others });
}

/** What becomes of a running Cluster, to its end. */
function changeSteps(run: KindRun): Step[] {
  return [scaleStep(run), ...replacementSteps(run), ...upgradeSteps(run), deleteStep(run), takeDownStep(run.folder, run.programs)];
}

/** A management cluster for whoever makes Clusters of containers in it. */
export interface KindManagement {
  report: RunReport;
  /** What kind calls it. */
  name: string;
  kubeconfig: string;
  /** A name for a Cluster: containers of others are not taken down. */
  cluster: string;
  /** Why no Cluster can be upgraded to the next minor here, if so; pulls the image of its machines where Docker does not have it. */
  upgradeProblem(): Promise<string | undefined>;
  /** Takes everything down; rejects where something is left. */
  stop(): Promise<void>;
}

/** Makes the management cluster of a kind lane with its controllers; the report says whether it is there. */
export async function startKindManagement(subject: KindSubject, options: KindLaneOptions): Promise<KindManagement> {
  const { folder, programs, ...others } = options;
  const run = openRun(subject, options);
  const report = await runSteps(managementSteps(run), { subject: subject.unit, lane: "kind", folder, ...others });
  const stop = async (): Promise<void> => {
    const { diagnosis } = await runSteps([takeDownStep(folder, programs)], { subject: subject.unit, lane: "kind", folder });
    if (diagnosis !== undefined) throw new Error(diagnosis);
  };
  const problem = (): Promise<string | undefined> =>
    upgradeProblem(run, { log: join(folder, "logs", "upgrade.log"), signal: AbortSignal.timeout(20 * 60_000) });
  const { management: name, cluster } = run.names;
  return { report, name, kubeconfig: run.kubeconfig, cluster, upgradeProblem: problem, stop };
}

/** Everything that a run makes is remembered before it is made. */
function openRun(subject: KindSubject, { folder, programs }: KindLaneOptions): KindRun {
  mkdirSync(folder, { recursive: true });
  const names = rememberedRun(folder) ?? newNames(subject);
  rememberRun(folder, names);
  return new KindRun(names, folder, subject, programs);
}

/** Names that no other run has. */
function newNames({ unit, containers, request }: KindSubject): RunNames {
  const suffix = Buffer.from(crypto.getRandomValues(new Uint8Array(3))).toString("hex");
  return { subject: unit, management: `cstack-${suffix}`, cluster: `smoke-${suffix}`, containerLabel: containers.label, request };
}
