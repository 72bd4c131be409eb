import { toWellFormedText } from "@cstack/gotemplate";
import { type Document, isCollection, type Node } from "yaml";
import { Failure } from "../api/fields.ts";

/** Errors about text that stands behind a complete value. */
const isSurplus = /^Unexpected .*( at node end$| token in YAML stream)/;

/** Tokens that go-yaml refuses wherever they stand: characters that start none, headers of block scalars and names of anchors that are none. */
const refusedToken = /^([`@%]|[|>](?![-+]?[1-9]?[-+]?[ \t]*(#|\n|$))|[&*](?![\w-]+([\s?:,\]}%@`]|$)))/;

/** What can be a whole key and ends by itself: go-yaml reads on in its line to see whether it is one. */
const closed = /^\s*[[{"'&*!]/;

/** Errors of a value and a text behind it that are taken for a key and its value. */
const isAboutKey = /^(Implicit keys|Unexpected (scalar|flow-(seq|map)-start))/;

/** Marks of items and keys, which only the start of a line may have. */
const startsItem = /^[-?](\s|$)/;

/** All control characters but tab, line breaks and U+0085. Source: go.yaml.in/yaml/v2 v2.4.3, readerc.go, yaml_parser_update_buffer. */
const controlCharacter = /[^\P{Cc}\t\n\r\u0085]/u;

/** What go-yaml refuses about the characters of a text alone. */
export function characterProblem(text: string): string | undefined {
  if (toWellFormedText(text) !== text) return "bytes that are not UTF-8";
  return controlCharacter.test(text) ? "a control character" : undefined;
}

/**
 * The first value of a text, which is all that Go reads of it: having it, go-yaml has looked at one token more, and what is wrong behind that is
 * not noticed. (Another document is not looked at either, but that is no error to the parser used here.) Where that token may be a key, more of its
 * line is read, which is not followed here: undecided.
 * Source: go.yaml.in/yaml/v2 v2.4.3, decode.go (parser.parse), scannerc.go (yaml_parser_fetch_next_token).
 */
export function firstValue(text: string, document: Document.Parsed): Node | null | Failure {
  const root = document.contents;
  const end = root?.range?.[1] ?? text.length;
  const errors = document.errors.filter(({ code }) => code !== "MULTIPLE_DOCS");
  const start = errors.find(({ message, pos }) => pos[0] >= end && isSurplus.test(message))?.pos[0];
  const rest = start === undefined || isNoticed(text, root, start) ? text.length + 1 : start;
  const error = errors.find(({ pos }) => pos[0] < rest);
  if (error !== undefined)
    return new Failure(`not YAML: ${error.message}`, { undecided: isAboutKey.test(error.message) && closed.test(text) });
  if (closed.test(text.slice(rest))) return new Failure("what stands behind the value may be read on", { undecided: true });
  if (document.warnings.some(({ code }) => code === "BAD_DIRECTIVE")) return new Failure("not YAML: unknown directive");
  return root;
}

/** Whether go-yaml notices what stands behind the value: it is refused as a token, or indented as the items of a block are. */
function isNoticed(text: string, root: Node | null, start: number): boolean {
  const token = text.slice(start);
  if (refusedToken.test(token)) return true;
  const isBlock = isCollection(root) && root.flow !== true;
  if (isBlock) return columnOf(text, start) >= columnOf(text, root.range?.[0] ?? 0);
  return startsItem.test(token) && !text.slice(root?.range?.[1], start).includes("\n");
}

function columnOf(text: string, position: number): number {
  return position - (text.lastIndexOf("\n", position - 1) + 1);
}
