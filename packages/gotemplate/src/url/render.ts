/** URLs as text: Go 1.26, net/url.URL.String. */
import { escapePart, isEscaped, UrlError, unescapePart } from "./escape.ts";
import type { Url, UserInfo } from "./url.ts";

/** The URL as one text of one character a byte. */
export function renderUrl(url: Url): string {
  const start = url.scheme === "" ? "" : `${url.scheme}:`;
  const middle = url.opaque !== "" ? url.opaque : renderHierarchy(url);
  const query = url.hasQuery || url.rawQuery !== "" ? `?${url.rawQuery}` : "";
  const fragment = url.fragment === "" ? "" : `#${asWritten(url.fragment, url.rawFragment, "fragment")}`;
  return start + middle + query + fragment;
}

function renderHierarchy(url: Url): string {
  const authority = renderAuthority(url);
  const path = url.path === "*" && url.rawPath === "" ? "*" : asWritten(url.path, url.rawPath, "path");
  if (path !== "" && !path.startsWith("/") && url.host !== "") return `${authority}/${path}`;
  const looksLikeScheme = url.scheme === "" && authority === "" && path.split("/")[0]!.includes(":");
  return authority + (looksLikeScheme ? "./" : "") + path;
}

function renderAuthority({ scheme, host, user, path, omitsHost }: Url): string {
  const isAbsent = host === "" && user === undefined;
  if (isAbsent && (scheme === "" || omitsHost)) return "";
  const slashes = isAbsent && path === "" ? "" : "//";
  return slashes + (user === undefined ? "" : `${renderUser(user)}@`) + escapePart(host, "host");
}

/** `name:password`, escaped. */
export function renderUser({ name, password }: UserInfo): string {
  const escaped = escapePart(name, "userinfo");
  return password === undefined ? escaped : `${escaped}:${escapePart(password, "userinfo")}`;
}

/** The written form if it is valid and still means the same, else the escaped one. */
function asWritten(text: string, written: string, part: "path" | "fragment"): string {
  return written !== "" && isEscaped(written, part) && unescaped(written, part) === text ? written : escapePart(text, part);
}

function unescaped(written: string, part: "path" | "fragment"): string | undefined {
  try {
    return unescapePart(written, part);
  } catch (error) {
    if (error instanceof UrlError) return undefined;
    throw error;
  }
}
