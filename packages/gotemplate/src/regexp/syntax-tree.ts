import { anyRune, anyRuneButNewline, type RuneSet } from "./rune-set.ts";

/** Conditions on a place in the text; lines end at `\n`, words are ASCII. */
export type Assertion = "begin-line" | "end-line" | "begin-text" | "end-text" | "word-boundary" | "no-word-boundary";

/** What is known of every node when it is made. */
interface NodeFacts {
  /** How deep the node nests, itself included. */
  readonly depth: number;
  /** The number of instructions the node compiles to, estimated as Go does (calcSize). */
  readonly size: number;
  /** Whether the node can match without reading anything. */
  readonly nullable: boolean;
}

export interface RepeatOptions {
  readonly min: number;
  /** `Infinity` for no limit. */
  readonly max: number;
  readonly greedy: boolean;
  /** Written with braces: only these count against the limit of 1000 copies. */
  readonly counted: boolean;
}

export type RepeatNode = NodeFacts & RepeatOptions & { readonly kind: "repeat"; readonly sub: SyntaxNode };

/** A parsed pattern. */
export type SyntaxNode =
  | (NodeFacts & { readonly kind: "empty" })
  | (NodeFacts & { readonly kind: "rune"; readonly set: RuneSet })
  | (NodeFacts & { readonly kind: "assertion"; readonly assertion: Assertion })
  | (NodeFacts & { readonly kind: "capture"; readonly group: number; readonly sub: SyntaxNode })
  | (NodeFacts & { readonly kind: "concat" | "alternate"; readonly subs: readonly SyntaxNode[] })
  | RepeatNode;

/** The limits of Go's parser: nodes nested in each other, instructions of 40 bytes in 128 MiB. */
export const maxDepth = 1000;
export const maxSize = Math.floor((128 * 1024 * 1024) / 40);

export const emptyNode: SyntaxNode = { kind: "empty", depth: 1, size: 1, nullable: true };

export function runeNode(set: RuneSet): SyntaxNode {
  return { kind: "rune", set, depth: 1, size: 1, nullable: false };
}

export function assertionNode(assertion: Assertion): SyntaxNode {
  return { kind: "assertion", assertion, depth: 1, size: 1, nullable: true };
}

export function dotNode(matchesNewline: boolean): SyntaxNode {
  return runeNode(matchesNewline ? anyRune : anyRuneButNewline);
}

export function captureNode(group: number, sub: SyntaxNode): SyntaxNode {
  return { kind: "capture", group, sub, depth: sub.depth + 1, size: sub.size + 2, nullable: sub.nullable };
}

export function repeatNode(sub: SyntaxNode, options: RepeatOptions): RepeatNode {
  const { min, max } = options;
  const size = max === Infinity ? (min === 0 ? 2 + sub.size : 1 + min * sub.size) : max * sub.size + max - min;
  return { kind: "repeat", ...options, sub, depth: sub.depth + 1, size: Math.max(1, size), nullable: min === 0 || sub.nullable };
}

export function concatNode(subs: readonly SyntaxNode[]): SyntaxNode {
  if (subs.length < 2) return subs[0] ?? emptyNode;
  const size = subs.reduce((sum, sub) => sum + sub.size, 0);
  return { kind: "concat", subs, depth: 1 + deepest(subs), size, nullable: subs.every((sub) => sub.nullable) };
}

export function alternateNode(subs: readonly SyntaxNode[]): SyntaxNode {
  if (subs.length < 2) return subs[0] ?? emptyNode;
  const size = subs.reduce((sum, sub) => sum + sub.size, subs.length - 1);
  return { kind: "alternate", subs, depth: 1 + deepest(subs), size, nullable: subs.some((sub) => sub.nullable) };
}

function deepest(subs: readonly SyntaxNode[]): number {
  return subs.reduce((depth, sub) => Math.max(depth, sub.depth), 0);
}

/** Whether the repetitions nested in the node make no more than `copies` copies of anything (Go: repeatIsValid). */
export function repeatsWithin(node: SyntaxNode, copies: number): boolean {
  switch (node.kind) {
    case "capture":
      return repeatsWithin(node.sub, copies);
    case "concat":
    case "alternate":
      return node.subs.every((sub) => repeatsWithin(sub, copies));
    case "repeat":
      return repeatIsWithin(node, copies);
    default:
      return true;
  }
}

function repeatIsWithin(node: RepeatNode, copies: number): boolean {
  if (!node.counted) return repeatsWithin(node.sub, copies);
  if (node.max === 0) return true;
  const times = node.max === Infinity ? node.min : node.max;
  if (times > copies) return false;
  return repeatsWithin(node.sub, times > 0 ? Math.floor(copies / times) : copies);
}
