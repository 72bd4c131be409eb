import type { Match } from "./machine.ts";

/** A group reference at the start of a text that followed a dollar sign: `1`, `{1}`, `name`, `{name}`. Names are letters, digits and `_`. */
const reference = /^(?:\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/u;

/** Puts the groups of a match into a template (Go: Regexp.Expand); a group that is not there or did not take part is empty. */
export function expandTemplate(template: string, text: string, match: Match, groupNames: readonly string[]): string {
  const [first = "", ...rest] = template.split("$");
  let result = first;
  for (let index = 0; index < rest.length; index++) {
    const part = rest[index]!;
    const isEscaped = part === "" && index + 1 < rest.length;
    if (isEscaped) {
      index++;
      result += `$${rest[index]}`;
    } else result += expandReference(part, text, match, groupNames);
  }
  return result;
}

function expandReference(part: string, text: string, match: Match, groupNames: readonly string[]): string {
  const found = reference.exec(part);
  if (found === null) return `$${part}`;
  const rest = part.slice(found[0].length);
  const slot = 2 * groupNumber(found[1] ?? found[2]!, match, groupNames);
  const start = match[slot] ?? -1;
  return start < 0 ? rest : text.slice(start, match[slot + 1]) + rest;
}

/** The number of a group; a number with a leading zero is a name. Of several groups of one name the first that took part is meant. */
function groupNumber(name: string, match: Match, groupNames: readonly string[]): number {
  if (/^(?:0|[1-9][0-9]{0,8})$/.test(name)) return Number(name);
  return groupNames.findIndex((candidate, index) => candidate === name && match[2 * index]! >= 0);
}
