/** Redirects in a row that are followed; registries need one or two. */
export const maxRedirects = 5;

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** A request as far as a redirect can change it. */
export interface Hop {
  url: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * Where an answer sends a request, or why it is not followed; undefined for an answer that is no redirect. Credentials stay with the origin they
 * are for, and what began encrypted stays so.
 */
export function redirected(hop: Hop, status: number, location: string | null): { next: Hop } | { refused: string } | undefined {
  if (!redirectStatuses.has(status)) return undefined;
  if (location === null || !URL.canParse(location, hop.url)) return { refused: `${hop.url} redirects without a usable address` };
  const from = new URL(hop.url);
  const to = new URL(location, from);
  if (to.protocol !== "https:" && to.protocol !== "http:") return { refused: `${hop.url} redirects to ${to.protocol}//` };
  if (from.protocol === "https:" && to.protocol === "http:")
    return { refused: `${hop.url} redirects to ${to.origin}, which is not encrypted` };
  if (to.username !== "" || to.password !== "") return { refused: `${hop.url} redirects to an address with credentials in it` };
  const { authorization: _own, ...others } = hop.headers;
  return { next: { url: to.href, headers: from.origin === to.origin ? hop.headers : others } };
}
