import type { Repository, Source, Stack } from "@cstack/generator";
import { type Diagnostic, problem, type ReleaseFile } from "@cstack/model";
import { stableNumber } from "../version/release-name.ts";
import { entryDigest, entryPath } from "./entry.ts";

/**
 * What is wrong with the ledger (CS6004): an entry under another name than its own, a number that is left out, or an entry that is not the one
 * its successor was written after. Whoever changes an entry would have to change all that follow, which git and signatures show.
 */
export function judgeLedger(repository: Repository): Diagnostic[] {
  return [...repository.stacks.values()].flatMap((stack) =>
    [...stack.releases.values()].flatMap((entries) =>
      entries.flatMap((entry, index) => judgeEntry(stack, entry, entries[index - 1], repository)),
    ),
  );
}

function judgeEntry(
  stack: Stack,
  entry: Source<ReleaseFile>,
  before: Source<ReleaseFile> | undefined,
  { files }: Repository,
): Diagnostic[] {
  const { data, path } = entry;
  const found = (message: string): Diagnostic[] => [problem("CS6004", { file: path }, message)];
  const expected = entryPath(stack.data.id, data);
  if (path !== expected) return found(`The entry of ${data.unit} ${data.version} belongs into ${expected}.`);
  if (before === undefined) {
    if (data.previous !== undefined) return found(`${data.version} follows an entry that is not there.`);
    return isFirst(data.version) ? [] : found(`The first entry of ${data.unit} is ${data.version}.`);
  }
  if (!follows(before.data.version, data.version)) return found(`${data.version} follows ${before.data.version}.`);
  const digest = entryDigest(files.get(before.path) ?? "");
  return data.previous === digest
    ? []
    : found(`${data.version} was written after another ${before.data.version} than the one there is: ${digest}.`);
}

function isFirst(version: string): boolean {
  return version === "v1" || version === "v1-beta.1";
}

/** Stable numbers go up by one; pre-releases of the next number stand between them. */
function follows(before: string, after: string): boolean {
  const [old, next] = [numbers(before), numbers(after)];
  if (old.beta === undefined) return next.number === old.number + 1 && (next.beta ?? 1) === 1;
  return next.number === old.number && (next.beta === undefined || next.beta === old.beta + 1);
}

function numbers(version: string): { number: number; beta: number | undefined } {
  const [, number = "0", beta] = /^v(\d+)(?:-beta\.(\d+))?$/.exec(version) ?? [];
  return { number: stableNumber(version) ?? Number(number), beta: beta === undefined ? undefined : Number(beta) };
}
