import { type FunctionTable, GoSlice, type GoValue, type TemplateFunction } from "../values.ts";
import { joinTexts, splitText } from "./bytes-in-text.ts";
import type { Casts } from "./casts.ts";
import { any, define, defineVariadic, int, text } from "./define.ts";
import { strvals } from "./format.ts";
import * as lists from "./lists.ts";

/** The functions that exist twice: `x`, which panics, and `mustX`, which returns the error. In a template both fail with the same message. */
function withMust(functions: Readonly<Record<string, TemplateFunction>>): [string, TemplateFunction][] {
  return Object.entries(functions).flatMap(([name, definition]) => [
    [name, definition],
    [`must${name[0]!.toUpperCase()}${name.slice(1)}`, definition],
  ]);
}

const push = define([any, any], (list, item) => [...lists.itemsOf(list, "Cannot push on type"), item]);
const list = defineVariadic([], any, (items) => items);

/** Lists (sprig v3.3.0, list.go and strings.go; slim-sprig has the same), with the conversions of either library. */
export function listFunctions({ toInt64 }: Casts): FunctionTable {
  const slice = defineVariadic([any], any, (items, [start, end]: GoValue[]) =>
    lists.slice(items, start === undefined ? 0n : toInt64(start), end === undefined ? undefined : toInt64(end)),
  );
  return new Map([
    ["list", list],
    ["tuple", list],
    ["concat", defineVariadic([], any, lists.concat)],
    ["sortAlpha", define([any], lists.sortAlpha)],
    ["toStrings", define([any], (items) => new GoSlice("string", strvals(items)))],
    ["join", define([text, any], (separator, items, { chargeText }) => joinTexts(strvals(items), separator, chargeText))],
    ["split", define([text, text], (separator, value) => lists.numbered(splitText(value, separator)))],
    ["splitn", define([text, int, text], (separator, limit, value) => lists.numbered(splitText(value, separator, Number(limit))))],
    ["splitList", define([text, text], (separator, value) => new GoSlice("string", splitText(value, separator)))],
    ...withMust({
      append: push,
      push,
      prepend: define([any, any], (items, item) => [item, ...lists.itemsOf(items, "Cannot prepend on type")]),
      first: define([any], (items) => lists.itemsOf(items, "Cannot find first on type")[0] ?? null),
      last: define([any], (items) => lists.itemsOf(items, "Cannot find last on type").at(-1) ?? null),
      rest: define([any], lists.rest),
      initial: define([any], lists.initial),
      reverse: define([any], (items) => lists.itemsOf(items, "Cannot find reverse on type").toReversed()),
      uniq: define([any], lists.uniq),
      compact: define([any], lists.compact),
      without: defineVariadic([any], any, lists.without),
      has: define([any, any], lists.has),
      slice,
      chunk: define([int, any], lists.chunk),
    }),
  ]);
}
