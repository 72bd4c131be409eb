import { type GoUrl, parseRequestUri, parseUrl } from "../../formats/go-url.ts";
import { global, member, type Overload } from "../overload.ts";
import { CelError, CelMap, CelOpaque, type CelValue } from "../values.ts";

type CelUrl = CelOpaque<"kubernetes.URL", GoUrl>;

/** Kubernetes' URL library (k8s.io/apiserver v0.36, pkg/cel/library/urls.go). */
export const urlFunctions: Overload[] = [
  global("string_to_url", "url", "string", "URL", readUrl),
  global("is_url_string", "isURL", "string", "bool", (text: string) => parseRequestUri(text) !== undefined),
  member("url_get_scheme", "getScheme", "URL", "string", (url: CelUrl) => url.value.scheme),
  member("url_get_host", "getHost", "URL", "string", (url: CelUrl) => url.value.host),
  member("url_get_hostname", "getHostname", "URL", "string", (url: CelUrl) => splitPort(url.value.host).name),
  member("url_get_port", "getPort", "URL", "string", (url: CelUrl) => splitPort(url.value.host).port),
  member("url_get_escaped_path", "getEscapedPath", "URL", "string", (url: CelUrl) => url.value.escapedPath),
  member("url_get_query", "getQuery", "URL", "map<string, list<string>>", queryOf),
];

function readUrl(text: string): CelUrl {
  const url = parseRequestUri(text) && parseUrl(text);
  if (url === undefined) throw new CelError("URL parse error during conversion from string");
  return new CelOpaque("kubernetes.URL", url);
}

function splitPort(host: string): { name: string; port: string } {
  const match = /^(.*?)(?::([0-9]*))?$/s.exec(
    host.startsWith("[") ? host.replace(/^\[(.*)\]/s, (_, inner: string) => inner.replaceAll(":", "\0")) : host,
  );
  return { name: (match?.[1] ?? "").replaceAll("\0", ":"), port: match?.[2] ?? "" };
}

function queryOf(url: CelUrl): CelMap {
  const entries = new Map<string, CelValue>();
  for (const part of url.value.query.split("&")) {
    if (part === "" || part.includes(";")) continue;
    const [key, value = ""] = part.split(/=(.*)/s).map(unescapeQuery);
    if (key === undefined || value === undefined) continue;
    entries.set(key, [...((entries.get(key) as string[] | undefined) ?? []), value]);
  }
  return new CelMap(entries);
}

function unescapeQuery(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
