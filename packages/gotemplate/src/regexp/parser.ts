import { readBracketClass, readClassEscape } from "./class-parser.ts";
import { RegexpError } from "./error.ts";
import { readEscape, readRune } from "./escape.ts";
import { defaultFlags, type Flags } from "./flags.ts";
import { readGroup } from "./group-parser.ts";
import { type Repetition, readRepetition } from "./repetition-parser.ts";
import { runeSet, singleRune } from "./rune-set.ts";
import * as tree from "./syntax-tree.ts";

/** A pattern as a tree, with the names of its groups by number: group 0 is the whole match, unnamed groups have an empty name. */
export interface ParsedPattern {
  readonly root: tree.SyntaxNode;
  readonly groupNames: readonly string[];
}

/** What stands between an open parenthesis and the place of reading. */
interface OpenGroup {
  /** Number of the capture, 0 if the group only groups. */
  readonly group: number;
  /** Flags that hold again after the group. */
  readonly outerFlags: Flags;
  readonly alternatives: tree.SyntaxNode[];
  items: tree.SyntaxNode[];
}

interface ParserState {
  readonly pattern: string;
  readonly open: OpenGroup[];
  readonly groupNames: string[];
  at: number;
  flags: Flags;
  /** Where a repetition operator stands that ended just before `at`; -1 if none did. */
  lastRepetition: number;
}

/**
 * Parses RE2 syntax as Go's `regexp.Compile` does (Go 1.26, regexp/syntax/parse.go with the flags `Perl`).
 * Throws {@link RegexpError}.
 */
export function parsePattern(pattern: string): ParsedPattern {
  const state: ParserState = {
    pattern,
    open: [{ group: 0, outerFlags: defaultFlags, alternatives: [], items: [] }],
    groupNames: [""],
    at: 0,
    flags: defaultFlags,
    lastRepetition: -1,
  };
  while (state.at < pattern.length) parseNext(state);
  const root = closeAlternatives(state, state.open.at(-1)!);
  if (state.open.length > 1) throw new RegexpError("missing-paren", pattern);
  return { root, groupNames: state.groupNames };
}

function parseNext(state: ParserState): void {
  const start = state.at;
  const repetition = readRepetition(state.pattern, start, state.lastRepetition, state.flags.ungreedy);
  if (repetition === undefined) {
    parseItem(state);
    state.lastRepetition = -1;
    return;
  }
  repeatLast(state, repetition);
  state.lastRepetition = start;
}

function parseItem(state: ParserState): void {
  switch (state.pattern[state.at]) {
    case "(":
      openGroup(state);
      break;
    case "|":
      endAlternative(state);
      break;
    case ")":
      closeGroup(state);
      break;
    default:
      if (state.pattern.startsWith("\\Q", state.at)) pushQuoted(state);
      else pushAtom(state, readAtom(state));
  }
}

/** An item without parts, and where the rest of the pattern starts. */
interface Atom {
  readonly node: tree.SyntaxNode;
  readonly next: number;
}

function readAtom({ pattern, at, flags }: ParserState): Atom {
  switch (pattern[at]) {
    case "^":
      return { node: tree.assertionNode(flags.multiLine ? "begin-line" : "begin-text"), next: at + 1 };
    case "$":
      return { node: tree.assertionNode(flags.multiLine ? "end-line" : "end-text"), next: at + 1 };
    case ".":
      return { node: tree.dotNode(flags.dotAll), next: at + 1 };
    case "[": {
      const { set, next } = readBracketClass(pattern, at, flags.fold);
      return { node: tree.runeNode(set), next };
    }
    case "\\":
      return readBackslash(pattern, at, flags.fold);
    default: {
      const { rune, next } = readRune(pattern, at);
      return { node: tree.runeNode(singleRune(rune, flags.fold)), next };
    }
  }
}

const assertionEscapes: ReadonlyMap<string | undefined, tree.Assertion> = new Map([
  ["A", "begin-text"],
  ["z", "end-text"],
  ["b", "word-boundary"],
  ["B", "no-word-boundary"],
] as const);

function readBackslash(pattern: string, at: number, fold: boolean): Atom {
  const assertion = assertionEscapes.get(pattern[at + 1]);
  if (assertion !== undefined) return { node: tree.assertionNode(assertion), next: at + 2 };
  const named = readClassEscape(pattern, at, fold);
  if (named !== undefined) return { node: tree.runeNode(runeSet([named.part])), next: named.next };
  const { rune, next } = readEscape(pattern, at);
  return { node: tree.runeNode(singleRune(rune, fold)), next };
}

/** `\Q...\E`: everything between is literal; without `\E` everything to the end. */
function pushQuoted(state: ParserState): void {
  const start = state.at + 2;
  const close = state.pattern.indexOf("\\E", start);
  const end = close < 0 ? state.pattern.length : close;
  for (let at = start; at < end; ) {
    const { rune, next } = readRune(state.pattern, at);
    pushAtom(state, { node: tree.runeNode(singleRune(rune, state.flags.fold)), next });
    at = next;
  }
  state.at = close < 0 ? end : close + 2;
}

function openGroup(state: ParserState): void {
  const opening = readGroup(state.pattern, state.at, state.flags);
  if (opening.kind !== "flags") {
    const group = opening.kind === "capture" ? state.groupNames.push(opening.name) - 1 : 0;
    state.open.push({ group, outerFlags: state.flags, alternatives: [], items: [] });
  }
  state.flags = opening.flags;
  state.at = opening.next;
}

function endAlternative(state: ParserState): void {
  const group = state.open.at(-1)!;
  group.alternatives.push(tree.concatNode(group.items));
  group.items = [];
  state.at++;
}

function closeGroup(state: ParserState): void {
  if (state.open.length === 1) throw new RegexpError("unexpected-paren", state.pattern);
  const closed = state.open.pop()!;
  const inner = closeAlternatives(state, closed);
  state.flags = closed.outerFlags;
  pushAtom(state, { node: closed.group === 0 ? inner : tree.captureNode(closed.group, inner), next: state.at + 1 });
}

function closeAlternatives(state: ParserState, group: OpenGroup): tree.SyntaxNode {
  return checkLimits(state, tree.alternateNode([...group.alternatives, tree.concatNode(group.items)]));
}

function pushAtom(state: ParserState, { node, next }: Atom): void {
  state.open.at(-1)!.items.push(checkLimits(state, node));
  state.at = next;
}

/** Puts a repetition around the item before it. */
function repeatLast(state: ParserState, repetition: Repetition): void {
  const { items } = state.open.at(-1)!;
  const sub = items.pop();
  const operator = state.pattern.slice(state.at, repetition.next);
  if (sub === undefined) throw new RegexpError("missing-repeat-argument", operator);
  const node = tree.repeatNode(sub, repetition.options);
  const copies = node.max === Infinity ? node.min : node.max;
  if (node.counted && copies >= 2 && !tree.repeatsWithin(node, 1000)) throw new RegexpError("invalid-repeat-size", operator);
  pushAtom(state, { node, next: repetition.next });
}

function checkLimits(state: ParserState, node: tree.SyntaxNode): tree.SyntaxNode {
  if (node.size > tree.maxSize) throw new RegexpError("too-large", state.pattern);
  if (node.depth > tree.maxDepth) throw new RegexpError("nests-too-deeply", state.pattern);
  return node;
}
