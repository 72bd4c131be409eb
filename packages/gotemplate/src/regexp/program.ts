import type { RuneSet } from "./rune-set.ts";
import type { Assertion, RepeatNode, SyntaxNode } from "./syntax-tree.ts";

/** One step of the machine; numbers are indexes of other instructions. */
export type Instruction =
  | { readonly op: "match" }
  | { readonly op: "rune"; readonly set: RuneSet; readonly next: number }
  | { readonly op: "assert"; readonly assertion: Assertion; readonly next: number }
  | { readonly op: "save"; readonly slot: number; readonly next: number }
  /** Tries `first`, then `second`. Mutable, because a loop is entered before its body exists. */
  | { readonly op: "split"; first: number; second: number };

/** A compiled pattern: where to start, and how many slots for places in the text it fills (two a group). */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly slots: number;
}

/** Compiles a tree, from its end to its start. */
export function compileProgram(root: SyntaxNode, groups: number): Program {
  const instructions: Instruction[] = [{ op: "match" }];
  const start = emit(instructions, root, 0);
  return { instructions, start, slots: groups * 2 };
}

function add(instructions: Instruction[], instruction: Instruction): number {
  return instructions.push(instruction) - 1;
}

/** Adds the instructions of `node` that go on at `next`; returns where they start. */
function emit(instructions: Instruction[], node: SyntaxNode, next: number): number {
  switch (node.kind) {
    case "empty":
      return next;
    case "rune":
      return add(instructions, { op: "rune", set: node.set, next });
    case "assertion":
      return add(instructions, { op: "assert", assertion: node.assertion, next });
    case "capture": {
      const end = add(instructions, { op: "save", slot: node.group * 2 + 1, next });
      return add(instructions, { op: "save", slot: node.group * 2, next: emit(instructions, node.sub, end) });
    }
    case "concat":
      return node.subs.reduceRight((after, sub) => emit(instructions, sub, after), next);
    case "alternate":
      return emitAlternate(instructions, node.subs, next);
    case "repeat":
      return emitRepeat(instructions, node, next);
  }
}

function emitAlternate(instructions: Instruction[], subs: readonly SyntaxNode[], next: number): number {
  const starts = subs.map((sub) => emit(instructions, sub, next));
  return starts.reduceRight((second, first) => add(instructions, { op: "split", first, second }));
}

/** `x{2,4}` is `xx(x(x)?)?`, `x{2,}` is `xx+` (Go: simplify.go). */
function emitRepeat(instructions: Instruction[], node: RepeatNode, next: number): number {
  const { min, max, sub } = node;
  let start = next;
  let copies = min;
  if (max === Infinity) {
    start = emitLoop(instructions, node, next);
    copies = Math.max(0, min - 1);
  } else {
    for (let extra = min; extra < max; extra++) start = emitOptional(instructions, emit(instructions, sub, start), next, node.greedy);
  }
  for (let copy = 0; copy < copies; copy++) start = emit(instructions, sub, start);
  return start;
}

/** `x*` or `x+`. If `x` can be empty, `x*` is `(x+)?`: otherwise the order of preference would be wrong (golang.org/issue/46123). */
function emitLoop(instructions: Instruction[], node: RepeatNode, next: number): number {
  const loop = { op: "split", first: next, second: next } satisfies Instruction;
  const loopAt = add(instructions, loop);
  const body = emit(instructions, node.sub, loopAt);
  if (node.greedy) loop.first = body;
  else loop.second = body;
  if (node.min > 0) return body;
  return node.sub.nullable ? emitOptional(instructions, body, next, node.greedy) : loopAt;
}

function emitOptional(instructions: Instruction[], body: number, next: number, greedy: boolean): number {
  return add(instructions, greedy ? { op: "split", first: body, second: next } : { op: "split", first: next, second: body });
}
