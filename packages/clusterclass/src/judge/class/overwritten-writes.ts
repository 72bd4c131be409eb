import type { CompiledOperation, CompiledPatch } from "../../patches/compile-patches.ts";
import { pointerTokens } from "../../patches/json-patch.ts";
import { finding, type JudgementFinding } from "../finding.ts";
import { type ClassModel, operationsOn } from "./class-model.ts";
import { appends } from "./related-patches.ts";

interface PlacedOperation {
  operation: CompiledOperation;
  /** Text of the patch's condition; empty if it always applies. */
  condition: string;
}

/** Operations that a later one overwrites on every template they change, whenever they apply (CC-J14). */
export function judgeOverwrittenWrites({ items, patches, spec }: ClassModel): JudgementFinding[] {
  const perItem = items.map((item) =>
    patches.flatMap((patch, index) => placed(operationsOn(item, patch), spec.patches?.[index]?.enabledIf)),
  );
  return patches.flatMap(allOperations).flatMap((operation) => {
    const { source, path, op } = operation;
    const places = perItem.filter((written) => written.some((other) => other.operation === operation));
    const overwriters = places.map((written) => overwriterOf(written, operation));
    const [first] = overwriters;
    if (first === undefined || overwriters.includes(undefined)) return [];
    const field = `spec.patches[${source.patch}].definitions[${source.definition}].jsonPatches[${source.operation}]`;
    return [finding("CC-J14", field, `${op} ${path} is always overwritten by patch ${first.source.patchName}`)];
  });
}

function allOperations({ definitions }: CompiledPatch): CompiledOperation[] {
  return definitions.flatMap(({ operations }) => operations);
}

function placed(operations: CompiledOperation[], condition = ""): PlacedOperation[] {
  return operations.map((operation) => ({ operation, condition }));
}

function overwriterOf(written: readonly PlacedOperation[], operation: CompiledOperation): CompiledOperation | undefined {
  const index = written.findIndex((other) => other.operation === operation);
  const { condition } = written[index]!;
  if (appends(operation) || operation.op === "remove") return undefined;
  return written
    .slice(index + 1)
    .find(
      (later) =>
        later.operation.op !== "remove" &&
        pointerTokens(later.operation.path).join("\0") === pointerTokens(operation.path).join("\0") &&
        (later.condition === "" || later.condition === condition),
    )?.operation;
}
