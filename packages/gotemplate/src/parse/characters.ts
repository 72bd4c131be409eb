import { isPrint } from "../strconv/quote.ts";

/** The white space that separates operands and is trimmed. */
export function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}

/** What a trim marker leaves of the text before it. */
export function withoutTrailingSpace(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end--;
  return text.slice(0, end);
}

/** Whether `- ` stands at the offset, which makes a delimiter before it trim. */
export function hasLeftTrimMarker(input: string, offset: number): boolean {
  return input[offset] === "-" && isSpace(input[offset + 1]);
}

/** %#U of fmt. */
export function unicodeText(rune: number): string {
  const code = `U+${rune.toString(16).toUpperCase().padStart(4, "0")}`;
  return isPrint(rune) ? `${code} '${String.fromCodePoint(rune)}'` : code;
}
