import type { Manager } from "@cstack/generator";
import { checkProgram, findProgram, knownPrograms, type LanePrograms, missingForManagers } from "@cstack/smoke";
import { CommandFailure, exitCodes } from "../failure.ts";

const needed = ["docker", "kind", "kubectl"] as const;

/** The programs of the kind lane; ends the command where one is missing, too old, or does not answer. */
export async function lanePrograms(managers: readonly Manager[]): Promise<LanePrograms> {
  const problems = await kindProblems(managers);
  if (problems.length > 0)
    throw new CommandFailure(exitCodes.environment, problems.map((problem) => `SKIPPED kind: ${problem}`).join("\n"));
  const [docker = "", kind = "", kubectl = ""] = needed.map((name) => findProgram(name) ?? "");
  return { docker, kind, kubectl, helm: findProgram("helm"), clusterctl: findProgram("clusterctl") };
}

/** Path of the program that asks this machine's container engine, which need not answer. */
export function containerProgram(): string | undefined {
  return findProgram("docker");
}

/** What keeps the kind lane from running here, each with what to do about it. */
export async function kindProblems(managers: readonly Manager[]): Promise<string[]> {
  const programs = await Promise.all(
    knownPrograms.filter(({ name }) => needed.some((each) => each === name)).map((known) => checkProgram(known)),
  );
  return [
    ...programs.flatMap(({ problem, repair }) => (problem === undefined ? [] : [`${problem}, ${repair}`])),
    ...missingForManagers(managers).map(({ what, how }) => `${what}, ${how}`),
  ];
}
