/** Layouts of Go's package time (Go 1.26, time/format.go): the reference time in the wanted form. */

/** A piece of a layout: an element of the reference time, or a literal. */
export interface LayoutPart {
  readonly text: string;
  readonly isElement: boolean;
}

const element =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|0[1-6]|002|15|1|2006|2|_2006|__2|_2|[345]|PM|pm|[-Z](?:070000|07:00:00|0700|07:00|07)|[.,](?:0+|9+)(?![0-9])/g;

/** Splits a layout into elements and literals. `_2006` is a literal `_` and a year. */
export function splitLayout(layout: string): LayoutPart[] {
  const parts: LayoutPart[] = [];
  let at = 0;
  for (const match of layout.matchAll(element)) {
    const isYear = match[0] === "_2006";
    const start = match.index + (isYear ? 1 : 0);
    if (start > at) parts.push({ text: layout.slice(at, start), isElement: false });
    parts.push({ text: isYear ? "2006" : match[0], isElement: true });
    at = match.index + match[0].length;
  }
  if (at < layout.length) parts.push({ text: layout.slice(at), isElement: false });
  return parts;
}
