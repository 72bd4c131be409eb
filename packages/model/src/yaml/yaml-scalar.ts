/**
 * Texts that every reader takes as the same text without quotes: they begin with a letter, a slash or an underscore, have no character that
 * means something to YAML, and no space at the end.
 */
const safePlain = /^[A-Za-z/_](?:[A-Za-z0-9_./@+=%,()~!^;?-]|:(?=[^\s:])|'(?=[A-Za-z])| (?=[A-Za-z0-9_./(@+=%~-])(?! ))*$/;

/** Words that YAML 1.1 or 1.2 readers take for something else than a text, in any case. */
const otherWords = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan"]);

/** The text as a plain scalar where that is safe, else double-quoted as JSON, which is YAML too. */
export function plainOrQuoted(text: string): string {
  if (safePlain.test(text) && !otherWords.has(text.toLowerCase()) && !text.includes(" #")) return text;
  return JSON.stringify(text).replace(lineBreaksOfOthers, escaped);
}

/** JSON leaves these as they are; Go's readers break lines at some of them or drop them. */
const lineBreaksOfOthers =
  /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * A text of several lines as a literal block, or undefined where a block would not give it back: leading spaces in the first line, blank
 * lines at the end, tabs before text, or characters that blocks cannot hold.
 */
export function blockScalar(text: string, indent: string): string | undefined {
  if (!text.includes("\n") || !/^[^\s]/.test(text) || /\n\n$/.test(text) || text === "\n") return undefined;
  if (unprintable.test(text) || /(^|\n)[ \t]+(\n|$)/.test(text) || /^(---|\.\.\.)/m.test(text)) return undefined;
  const chomping = text.endsWith("\n") ? "" : "-";
  const body = (chomping === "" ? text.slice(0, -1) : text).replace(/^(?=[^\n])/gm, indent);
  return `|${chomping}\n${body}`;
}

/** Control characters but tab and line feed, line breaks of other standards, and halves of surrogate pairs. */
const unprintable = /[^\P{Cc}\t\n]|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;
