/** Percent escapes in the parts of a URL: Go 1.26, net/url. Texts have one character a byte. */

/** The parts that have escapes of their own. */
export type UrlPart = "path" | "host" | "zone" | "userinfo" | "fragment";

const hostCharacters = "!\"$&'()*+,-.:;<=>[]_~";

/** What may stand unescaped besides letters and digits. */
const unescaped: Readonly<Record<UrlPart, string>> = {
  path: "$&+,-./:;=@_~",
  host: hostCharacters,
  zone: hostCharacters,
  userinfo: "$&+,-.;=_~",
  fragment: "!$&()*+,-./:;=?@_~",
};

/** Why a text is no URL. */
export class UrlError extends Error {
  override readonly name = "UrlError";
}

/** Whether a byte must be escaped in a part. */
export function mustEscape(character: string, part: UrlPart): boolean {
  return !/[0-9A-Za-z]/.test(character) && !unescaped[part].includes(character);
}

/** Escapes what must be. */
export function escapePart(text: string, part: UrlPart): string {
  return text.replace(/[^0-9A-Za-z]/g, (character) => (mustEscape(character, part) ? percentEscape(character) : character));
}

function percentEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Undoes escapes. A host may escape only bytes beyond ASCII, a zone only what it could write anyway. Throws {@link UrlError}. */
export function unescapePart(text: string, part: UrlPart): string {
  return text.replace(/%.{0,2}|[^%]/gs, (piece) => {
    if (piece.startsWith("%")) return unescapeByte(piece, part);
    const isHost = part === "host" || part === "zone";
    if (isHost && piece < "\x80" && mustEscape(piece, part)) throw new UrlError(`invalid character "${piece}" in host name`);
    return piece;
  });
}

function unescapeByte(escaped: string, part: UrlPart): string {
  if (!/^%[0-9A-Fa-f]{2}$/.test(escaped)) throw new UrlError(`invalid URL escape "${escaped}"`);
  const byte = Number.parseInt(escaped.slice(1), 16);
  const character = String.fromCharCode(byte);
  const isPercent = escaped === "%25";
  const refused =
    (part === "host" && byte < 0x80 && !isPercent) || (part === "zone" && !isPercent && byte !== 0x20 && mustEscape(character, "host"));
  if (refused) throw new UrlError(`invalid URL escape "${escaped}"`);
  return character;
}

/** Whether the text could stand as it is in a part, escapes included. */
export function isEscaped(text: string, part: "path" | "fragment"): boolean {
  return [...text].every((character) => "!$&'()*+,;=:@[]%".includes(character) || !mustEscape(character, part));
}
