import type { ClusterClassSpec } from "../../api/cluster-class.ts";
import { failed } from "../../api/fields.ts";
import type { CompiledOperation, CompiledPatch } from "../../patches/compile-patches.ts";

/** What is read of the variables: names from the top, `*` for any item. */
export type ReadPath = readonly string[];

/** What a patch reads to decide whether it applies. */
export function conditionReads({ enabledIf }: CompiledPatch): readonly ReadPath[] {
  return enabledIf === undefined || failed(enabledIf) ? [] : enabledIf.paths;
}

/** The same, with `emptiness` at the end of a path where a condition asks only for that. */
export function conditionQuestions({ enabledIf }: CompiledPatch): readonly ReadPath[] {
  return enabledIf === undefined || failed(enabledIf) ? [] : enabledIf.asked;
}

/** What an operation reads for its value. */
export function valueReads({ value }: CompiledOperation): readonly ReadPath[] {
  if (failed(value) || "literal" in value) return [];
  return "variable" in value ? [variablePath(value.variable)] : value.template.paths;
}

/** Everything that a patch reads. */
export function patchReads(patch: CompiledPatch): ReadPath[] {
  return [...conditionReads(patch), ...patch.definitions.flatMap(({ operations }) => operations.flatMap(valueReads))];
}

/** `list[0].name` as names. */
function variablePath(path: string): ReadPath {
  return path.split(".").flatMap((part) => {
    const open = part.indexOf("[");
    return open < 0 ? [part] : [part.slice(0, open), "*"];
  });
}

/** The variables of a class that paths lead to; the whole data leads to all of them. */
export function variablesIn(paths: readonly ReadPath[], spec: ClusterClassSpec): Set<string> {
  const names = (spec.variables ?? []).map(({ name }) => name);
  if (paths.some((path) => path.length === 0)) return new Set(names);
  const read = new Set(paths.map(([name]) => name));
  return new Set(names.filter((name) => read.has(name)));
}
