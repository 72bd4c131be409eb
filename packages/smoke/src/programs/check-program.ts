import { type Environment, findProgram } from "../process/find-program.ts";
import { ProgramFailure } from "../process/program-failure.ts";
import { runProgram } from "../process/run-program.ts";
import type { KnownProgram } from "./known-programs.ts";

/** A program as it is on this machine; without `problem` it can be used. */
export interface FoundProgram {
  name: string;
  purpose: string;
  path?: string;
  version?: string;
  problem?: string;
  repair?: string;
}

const patience = 30_000;

/** Looks for a program and asks for its version. */
export async function checkProgram(known: KnownProgram, environment: Environment = process.env): Promise<FoundProgram> {
  const { name, purpose, repair, version: versionArgs, minimum = "0" } = known;
  const path = findProgram(name, environment);
  if (path === undefined) return { name, purpose, problem: `${name} is not on the path`, repair };
  if (versionArgs === undefined) return { name, purpose, path };
  try {
    const version = firstVersion(await runProgram({ program: path, args: versionArgs, timeout: patience }));
    const found = { name, purpose, path, ...(version === undefined ? {} : { version }) };
    if (version === undefined || isAtLeast(version, minimum)) return found;
    return { ...found, problem: `${name} ${version} is older than ${minimum}`, repair };
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    return { name, purpose, path, problem: `${name} does not answer: ${error.said.split("\n")[0]}`, repair };
  }
}

/** The first version in a text, as "1.36.4" in `{"gitVersion": "v1.36.4"}`. */
export function firstVersion(text: string): string | undefined {
  return /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

/** Whether a version of two or three numbers is not older than another. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [own, other] = [version, minimum].map((text) => text.split(".").map(Number)) as [number[], number[]];
  const differing = own.findIndex((number, index) => number !== (other[index] ?? 0));
  return differing === -1 || own[differing]! > (other[differing] ?? 0);
}
