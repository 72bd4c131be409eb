/** URLs as Go's net/url reads them (url.Parse and url.ParseRequestURI of Go 1.26). */

/** The parts of a URL. `path` and `host` are unescaped; `query` is as written. */
export interface GoUrl {
  scheme: string;
  opaque: string;
  host: string;
  path: string;
  escapedPath: string;
  query: string;
}

type EncodedPart = "path" | "host" | "user";

const SUB_DELIMITERS_IN_HOST = "!$&'()*+,;=:[]<>\"";

/** Parses an absolute URI or an absolute path, as it stands in an HTTP request. Undefined if Go refuses it. */
export function parseRequestUri(text: string): GoUrl | undefined {
  return parse(text, true);
}

/** Parses a URL that may be relative; `#fragment` is cut off first. Undefined if Go refuses it. */
export function parseUrl(text: string): GoUrl | undefined {
  const hash = text.indexOf("#");
  if (hash >= 0 && unescapePart(text.slice(hash + 1), "path") === undefined) return undefined;
  return parse(hash < 0 ? text : text.slice(0, hash), false);
}

function parse(text: string, viaRequest: boolean): GoUrl | undefined {
  if (hasControlByte(text) || (text === "" && viaRequest)) return undefined;
  const url: GoUrl = { scheme: "", opaque: "", host: "", path: "", escapedPath: "", query: "" };
  if (text === "*") return { ...url, path: "*", escapedPath: "*" };
  const split = splitScheme(text);
  if (split === undefined) return undefined;
  url.scheme = split.scheme.toLowerCase();
  const [beforeQuery, query] = cut(split.rest, "?");
  url.query = query ?? "";
  let rest = beforeQuery;
  if (!rest.startsWith("/")) {
    if (url.scheme !== "") return { ...url, opaque: rest };
    if (viaRequest || cut(rest, "/")[0].includes(":")) return undefined;
  }
  if ((url.scheme !== "" || (!viaRequest && !rest.startsWith("///"))) && rest.startsWith("//")) {
    const slash = rest.indexOf("/", 2);
    const host = parseAuthority(slash < 0 ? rest.slice(2) : rest.slice(2, slash));
    if (host === undefined) return undefined;
    url.host = host;
    rest = slash < 0 ? "" : rest.slice(slash);
  }
  const path = unescapePart(rest, "path");
  return path === undefined ? undefined : { ...url, path, escapedPath: escapedPath(rest, path) };
}

function hasControlByte(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

function cut(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function splitScheme(text: string): { scheme: string; rest: string } | undefined {
  const colon = /^[a-zA-Z0-9+.-]*:/.exec(text)?.[0].length;
  if (colon === undefined || !/^[a-zA-Z:]/.test(text)) return { scheme: "", rest: text };
  if (colon === 1) return undefined;
  return { scheme: text.slice(0, colon - 1), rest: text.slice(colon) };
}

function parseAuthority(authority: string): string | undefined {
  const at = authority.lastIndexOf("@");
  if (at < 0) return parseHost(authority);
  const user = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || unescapePart(user, "user") === undefined) return undefined;
  return parseHost(authority.slice(at + 1));
}

function parseHost(host: string): string | undefined {
  if (!host.startsWith("[")) {
    if (host.includes("[")) return undefined;
    const colon = host.indexOf(":");
    if (colon >= 0 && !/^:[0-9]*$/.test(host.slice(colon))) return undefined;
    return unescapePart(host, "host");
  }
  const end = host.lastIndexOf("]");
  if (end < 0 || !/^(:[0-9]*)?$/.test(host.slice(end + 1))) return undefined;
  return unescapePart(host, "host");
}

/** Percent decoding; undefined on a malformed escape or a character that the part cannot hold. */
function unescapePart(text: string, part: EncodedPart): string | undefined {
  const bytes: number[] = [];
  const source = new TextEncoder().encode(text);
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] as number;
    if (byte !== 0x25) {
      if (part === "host" && byte < 0x80 && !isHostByte(byte)) return undefined;
      bytes.push(byte);
      continue;
    }
    const hex = String.fromCharCode(source[i + 1] ?? 0, source[i + 2] ?? 0);
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) return undefined;
    const value = Number.parseInt(hex, 16);
    if (part === "host" && value < 0x80 && hex !== "25") return undefined;
    bytes.push(value);
    i += 2;
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

function isHostByte(byte: number): boolean {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9\-_.~]/.test(char) || SUB_DELIMITERS_IN_HOST.includes(char);
}

/** The path as written if that is a valid encoding of it, else encoded anew. */
function escapedPath(raw: string, path: string): string {
  if (/^[A-Za-z0-9\-_.~!$&'()*+,;=:@[\]/%]*$/.test(raw)) return raw;
  let result = "";
  for (const byte of new TextEncoder().encode(path)) {
    const char = String.fromCharCode(byte);
    result += /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}
