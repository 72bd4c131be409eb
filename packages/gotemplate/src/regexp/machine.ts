import type { Instruction, Program } from "./program.ts";
import type { Assertion } from "./syntax-tree.ts";

/** Places in the text, two a group: start and end in UTF-16 units, -1 for a group that did not take part. */
export type Match = readonly number[];

/** A way the match can go on: an instruction that reads or accepts, and the places saved so far. */
interface Thread {
  readonly at: number;
  readonly saved: Match;
}

/** Threads in order of preference, each instruction at most once. */
interface ThreadList {
  readonly threads: Thread[];
  /** The step in which an instruction was added last. */
  readonly addedIn: Int32Array;
}

const outside = -1;
const invalidByte = 0xfffd;

/**
 * The leftmost match that starts at or after `from`, preferred as Perl would (RE2 "leftmost-first"), in time linear in the text:
 * all ways are followed at once (Pike's machine). A byte that is not UTF-8 (a lone surrogate) is read as U+FFFD.
 * @param slots how many places are wanted: all, 2 for the match alone, or 0 to know only whether there is one
 */
export function runProgram(program: Program, text: string, from: number, slots: number): Match | undefined {
  const count = program.instructions.length;
  let current: ThreadList = { threads: [], addedIn: new Int32Array(count).fill(-1) };
  let next: ThreadList = { threads: [], addedIn: new Int32Array(count).fill(-1) };
  const unset: Match = new Array<number>(slots).fill(-1);
  let found: Match | undefined;
  for (let place = from; place <= text.length; ) {
    if (found === undefined) follow(program, current, { at: program.start, saved: withPlace(unset, 0, place) }, text, place);
    if (found !== undefined && current.threads.length === 0) return found;
    const rune = runeAt(text, place);
    const after = place + (rune > 0xffff ? 2 : 1);
    for (const thread of current.threads) {
      const instruction = program.instructions[thread.at]!;
      if (instruction.op === "match") {
        if (slots === 0) return thread.saved;
        found = withPlace(thread.saved, 1, place);
        break;
      }
      if (instruction.op === "rune" && rune !== outside && instruction.set.has(rune)) {
        follow(program, next, { at: instruction.next, saved: thread.saved }, text, after);
      }
    }
    [current, next] = [next, current];
    next.threads.length = 0;
    place = after;
  }
  return found;
}

/** Adds the thread, or those it becomes without reading, to the list. */
function follow(program: Program, list: ThreadList, thread: Thread, text: string, place: number): void {
  const pending = [thread];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (list.addedIn[next.at] === place) continue;
    list.addedIn[next.at] = place;
    pending.push(...step(program.instructions[next.at]!, next, list, text, place));
  }
}

/** Where an instruction that reads nothing leads, least preferred first; one that reads or accepts is added to the list. */
function step(instruction: Instruction, thread: Thread, list: ThreadList, text: string, place: number): Thread[] {
  const { saved } = thread;
  switch (instruction.op) {
    case "split":
      return [
        { at: instruction.second, saved },
        { at: instruction.first, saved },
      ];
    case "save":
      return [{ at: instruction.next, saved: withPlace(saved, instruction.slot, place) }];
    case "assert":
      return holds(instruction.assertion, text, place) ? [{ at: instruction.next, saved }] : [];
    default:
      list.threads.push(thread);
      return [];
  }
}

/** The places with one more; a slot that is not wanted is left out. */
function withPlace(saved: Match, slot: number, place: number): Match {
  if (slot >= saved.length) return saved;
  const copy = saved.slice();
  copy[slot] = place;
  return copy;
}

/** The code point at a place, {@link outside} after the end. */
function runeAt(text: string, place: number): number {
  const rune = text.codePointAt(place);
  if (rune === undefined) return outside;
  return rune >= 0xd800 && rune <= 0xdfff ? invalidByte : rune;
}

function holds(assertion: Assertion, text: string, place: number): boolean {
  switch (assertion) {
    case "begin-text":
      return place === 0;
    case "end-text":
      return place === text.length;
    case "begin-line":
      return place === 0 || text[place - 1] === "\n";
    case "end-line":
      return place === text.length || text[place] === "\n";
    case "word-boundary":
      return isWord(text, place - 1) !== isWord(text, place);
    case "no-word-boundary":
      return isWord(text, place - 1) === isWord(text, place);
  }
}

function isWord(text: string, place: number): boolean {
  return /^\w$/.test(text[place] ?? "");
}
