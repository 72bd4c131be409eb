/** Addresses that begin with `from` are asked for at `to` instead. */
export interface Mirror {
  from: string;
  to: string;
}

/** The address to ask: the longest mirrored beginning is replaced. */
export function mirrored(address: string, mirrors: readonly Mirror[]): string {
  const fitting = mirrors.filter(({ from }) => address.startsWith(from)).sort((a, b) => b.from.length - a.from.length);
  const [mirror] = fitting;
  return mirror === undefined ? address : `${mirror.to}${address.slice(mirror.from.length)}`;
}

/** `https://a/=https://b/` as a mirror, or undefined where it is none. */
export function parseMirror(text: string): Mirror | undefined {
  const [, from, to] = /^((?:https|oci):\/\/[^=\s]+)=((?:https?|oci):\/\/[^=\s]+)$/.exec(text) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to };
}
