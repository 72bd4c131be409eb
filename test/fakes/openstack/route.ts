import type { IncomingHttpHeaders } from "node:http";
import type { CloudState } from "./cloud-state.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Fields of a body, whose names the route knows. */
export type Fields = Record<string, unknown>;

export interface Exchange {
  method: Method;
  path: string;
  query: URLSearchParams;
  /** What stands in the path where the route has a name. */
  parameters: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: Fields;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One request that clients make. Whatever is not named here is refused, and noted. */
export interface Route {
  method: Method;
  /** Parts that begin with a colon match any text without a slash. */
  path: string;
  /** Parameters that the query may have. */
  query?: readonly string[];
  /** Keys of the body, and what each may contain; null for a value that is taken as it is. */
  body?: Readonly<Record<string, readonly string[] | null>>;
  /** For requests before there is a token. */
  open?: true;
  answer: (exchange: Exchange, cloud: CloudState) => Answer;
}

/** The versions of a service at its endpoint, the current one last; clients ask for them before anything else. */
export function versionsRoute(path: string, ids: readonly string[]): Route {
  const versions = ids.map((id, index) => ({ id, status: index === ids.length - 1 ? "CURRENT" : "SUPPORTED", links: [] }));
  return { method: "GET", path, answer: () => ({ status: 200, body: { versions } }) };
}

/** The parameters in a path that a route matches; undefined if it does not. */
export function matched({ path }: Route, asked: string): Record<string, string> | undefined {
  const [pattern, parts] = [path.split("/"), asked.split("/")];
  if (pattern.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = parts[index] ?? "";
    if (part.startsWith(":")) parameters[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

/** What a request has that its route does not know. */
export function unknownParts(route: Route, { query, body }: Exchange): string[] {
  const parameters = [...query.keys()].filter((name) => !route.query?.includes(name));
  const keys = Object.entries(body).flatMap(([key, value]) => unknownFields(route.body, key, value));
  return [...parameters.map((name) => `query parameter ${name}`), ...keys.map((name) => `field ${name}`)];
}

function unknownFields(known: Route["body"], key: string, value: unknown): string[] {
  const fields = known?.[key];
  if (fields === undefined) return [key];
  if (fields === null || typeof value !== "object" || value === null) return [];
  return Object.keys(value)
    .filter((name) => !fields.includes(name))
    .map((name) => `${key}.${name}`);
}
