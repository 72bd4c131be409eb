import { quote } from "../strconv/quote.ts";
import { emptyUrl, parseUrl, renderUrl, renderUser, type Url, UrlError, type UserInfo } from "../url/index.ts";
import { type FunctionTable, GoError, type GoValue, kindOf, mapGet, mapSet, newMap } from "../values.ts";
import { fromByteText, toByteText } from "./bytes-in-text.ts";
import { define, type MapArgument, map, nilPointer, text } from "./define.ts";

function parse(source: string, problem: string): Url {
  try {
    return parseUrl(toByteText(source));
  } catch (error) {
    if (error instanceof UrlError) throw new GoError(`${problem}: parse ${quote(source)}: ${error.message}`);
    throw error;
  }
}

/** The name or address without port and brackets. */
function hostName(host: string): string {
  const name = host.replace(/:[0-9]*$/, "");
  return name.startsWith("[") && name.endsWith("]") ? name.slice(1, -1) : name;
}

function urlParse(source: string): GoValue {
  const url = parse(source, "unable to parse url");
  const parts = {
    fragment: url.fragment,
    host: url.host,
    hostname: hostName(url.host),
    opaque: url.opaque,
    path: url.path,
    query: url.rawQuery,
    scheme: url.scheme,
    userinfo: url.user === undefined ? "" : renderUser(url.user),
  };
  const result = newMap();
  for (const [name, part] of Object.entries(parts)) mapSet(result, name, fromByteText(part));
  return result;
}

function textPart(parts: MapArgument, key: string): string {
  const value = mapGet(parts, key);
  if (value === undefined) return "";
  if (value === null) throw nilPointer();
  if (typeof value === "string") return toByteText(value);
  throw new GoError(`unable to parse ${key} key, must be of type string, but ${kindOf(value)} found`);
}

function urlJoin(parts: MapArgument): string {
  const url = {
    ...emptyUrl,
    scheme: textPart(parts, "scheme"),
    host: textPart(parts, "host"),
    path: textPart(parts, "path"),
    rawQuery: textPart(parts, "query"),
    opaque: textPart(parts, "opaque"),
    fragment: textPart(parts, "fragment"),
  };
  const userinfo = textPart(parts, "userinfo");
  return fromByteText(renderUrl({ ...url, user: userinfo === "" ? undefined : parseUserinfo(fromByteText(userinfo)) }));
}

function parseUserinfo(userinfo: string): UserInfo | undefined {
  return parse(`proto://${userinfo}@host`, "unable to parse userinfo in dict").user;
}

/** URLs (sprig v3.3.0 and slim-sprig, url.go). */
export const urlFunctions: FunctionTable = new Map([
  ["urlParse", define([text], urlParse)],
  ["urlJoin", define([map], urlJoin)],
]);
