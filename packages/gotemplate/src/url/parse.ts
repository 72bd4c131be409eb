/** URLs from text: Go 1.26, net/url.Parse. */
import { UrlError, unescapePart } from "./escape.ts";
import { isIpv6 } from "./ip-address.ts";
import { emptyUrl, type Url, type UserInfo } from "./url.ts";

/** Splits at the first separator. */
function cut(text: string, separator: string): [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Parses a URL of one character a byte. Throws {@link UrlError}. */
export function parseUrl(text: string): Url {
  const [main, rawFragment = ""] = cut(text, "#");
  return { ...parseMain(main), rawFragment, fragment: unescapePart(rawFragment, "fragment") };
}

function parseMain(text: string): Url {
  if ([...text].some((character) => character < " " || character === "\x7f"))
    throw new UrlError("net/url: invalid control character in URL");
  if (text === "*") return { ...emptyUrl, path: "*", rawPath: "*" };
  const { scheme, rest: afterScheme } = splitScheme(text);
  const [rest, query] = cut(afterScheme, "?");
  const parts = { ...emptyUrl, scheme, rawQuery: query ?? "", hasQuery: query === "" };
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { ...parts, opaque: rest };
    if (cut(rest, "/")[0].includes(":")) throw new UrlError("first path segment in URL cannot contain colon");
  }
  return parseHierarchy(parts, rest);
}

function parseHierarchy(parts: Url, rest: string): Url {
  const hasAuthority = rest.startsWith("//") && (parts.scheme !== "" || !rest.startsWith("///"));
  if (!hasAuthority) return { ...parts, omitsHost: parts.scheme !== "" && rest.startsWith("/"), ...pathOf(rest) };
  const [authority, path] = cut(rest.slice(2), "/");
  return { ...parts, ...parseAuthority(parts.scheme, authority), ...pathOf(path === undefined ? "" : `/${path}`) };
}

function pathOf(rawPath: string): Pick<Url, "path" | "rawPath"> {
  return { path: unescapePart(rawPath, "path"), rawPath };
}

/** The scheme before a colon, in lower case; none if something else than a scheme stands there. */
function splitScheme(text: string): { scheme: string; rest: string } {
  if (text.startsWith(":")) throw new UrlError("missing protocol scheme");
  const match = /^([A-Za-z][0-9A-Za-z+.-]*):/.exec(text);
  return match === null ? { scheme: "", rest: text } : { scheme: match[1]!.toLowerCase(), rest: text.slice(match[0].length) };
}

/** A URL splits into user information and host at the last `@`. */
function parseAuthority(scheme: string, authority: string): Pick<Url, "user" | "host"> {
  const at = authority.lastIndexOf("@");
  const host = parseHost(scheme, authority.slice(at + 1));
  return { host, user: at < 0 ? undefined : parseUser(authority.slice(0, at)) };
}

function parseUser(userinfo: string): UserInfo {
  if (!/^[0-9A-Za-z\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) throw new UrlError("net/url: invalid userinfo");
  const [name, password] = cut(userinfo, ":");
  const user = { name: unescapePart(name, "userinfo") };
  return password === undefined ? user : { ...user, password: unescapePart(password, "userinfo") };
}

function parseHost(scheme: string, host: string): string {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) throw new UrlError("invalid IP-literal");
  if (bracket === 0) return parseIpLiteral(host);
  const isStrict = scheme === "http" || scheme === "https";
  const colon = isStrict ? host.indexOf(":") : host.lastIndexOf(":");
  if (colon >= 0) checkPort(host.slice(colon));
  return unescapePart(host, "host");
}

/** `[address%25zone]:port`. */
function parseIpLiteral(host: string): string {
  const close = host.lastIndexOf("]");
  if (close < 0) throw new UrlError("missing ']' in host");
  const port = host.slice(close + 1);
  checkPort(port);
  const literal = host.slice(1, close);
  const zoneAt = literal.indexOf("%25");
  const address = unescapePart(zoneAt < 0 ? literal : literal.slice(0, zoneAt), "host");
  const zone = zoneAt < 0 ? "" : unescapePart(literal.slice(zoneAt), "zone");
  if (!isIpv6(address + zone)) throw new UrlError(`invalid host: ParseAddr("${address}${zone}"): unable to parse IP`);
  return `[${address}${zone}]${port}`;
}

function checkPort(port: string): void {
  if (port !== "" && !/^:[0-9]*$/.test(port)) throw new UrlError(`invalid port "${port}" after host`);
}
