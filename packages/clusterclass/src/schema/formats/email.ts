/** Whether net/mail.ParseAddress of Go accepts a text; undefined where deciding needs more of RFC 5322 than is implemented. */
export function isEmail(text: string): boolean | undefined {
  const trimmed = text.replace(/^[ \t]+/, "");
  if (/["<>(]|=\?/.test(trimmed)) return undefined;
  const at = trimmed.indexOf("@");
  if (at < 0) return false;
  const local = trimmed.slice(0, at);
  const domain = trimmed
    .slice(at + 1)
    .replace(/^[ \t]+/, "")
    .replace(/[ \t]+$/, "");
  if (domain.startsWith("[")) return undefined;
  return isDotAtom(local) && isDotAtom(domain);
}

function isDotAtom(text: string): boolean {
  if (text === "" || text.startsWith(".") || text.endsWith(".") || text.includes("..")) return false;
  return [...text].every((char) => isAtomChar(char));
}

function isAtomChar(char: string): boolean {
  const code = char.codePointAt(0) as number;
  if (code >= 0x80) return true;
  return code > 0x20 && code < 0x7f && !'()<>[]:;@\\,"'.includes(char);
}
