/** IP addresses and prefixes, read as Go's net package does (net.ParseIP, net.ParseCIDR and the sloppy forks of k8s.io/utils/net). */

/** An address as bytes: 4 for IPv4, 16 for IPv6. `mapped` marks IPv4 written in IPv6 form. */
export interface IpAddress {
  bytes: number[];
  mapped: boolean;
}

/** An address with a prefix length, counted in the bits of the address. */
export interface IpPrefix {
  address: IpAddress;
  bits: number;
}

export interface IpOptions {
  /** Accept `010.0.0.1`, as before Go 1.17. */
  leadingZeros?: boolean;
}

/** Reads an IPv4 or IPv6 address; zones are refused. Undefined if it is neither. */
export function parseIp(text: string, options: IpOptions = {}): IpAddress | undefined {
  for (const char of text) {
    if (char === ".") return wrap(parseIpv4(text, options));
    if (char === ":") return parseIpv6(text, options);
  }
  return undefined;
}

/** Reads `address/bits`. Undefined if it is not valid. */
export function parsePrefix(text: string, options: IpOptions = {}): IpPrefix | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const address = parseIp(text.slice(0, slash), options);
  const digits = text.slice(slash + 1);
  if (address === undefined || !/^[0-9]+$/.test(digits) || digits.length > 7) return undefined;
  const bits = Number(digits);
  return bits <= address.bytes.length * 8 ? { address, bits } : undefined;
}

/** True for an address of the IPv4 family that is written in IPv4 form. */
export function isIpv4(address: IpAddress): boolean {
  return address.bytes.length === 4;
}

/** The canonical text: dotted for IPv4, RFC 5952 for IPv6 (`::ffff:1.2.3.4` for mapped addresses, as netip writes them). */
export function formatIp(address: IpAddress): string {
  if (isIpv4(address)) return address.bytes.join(".");
  if (address.mapped) return `::ffff:${address.bytes.slice(12).join(".")}`;
  return formatIpv6(address.bytes);
}

function wrap(bytes: number[] | undefined): IpAddress | undefined {
  return bytes && { bytes, mapped: false };
}

function parseIpv4(text: string, options: IpOptions): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes: number[] = [];
  for (const part of parts) {
    if (!/^[0-9]+$/.test(part)) return undefined;
    if (part.length > 1 && part.startsWith("0") && options.leadingZeros !== true) return undefined;
    const value = Number(part);
    if (value > 255) return undefined;
    bytes.push(value);
  }
  return bytes;
}

function parseIpv6(text: string, options: IpOptions): IpAddress | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] as string, halves.length === 1, options);
  const tail = halves.length === 2 ? parseGroups(halves[1] as string, true, options) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  const bytes = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return { bytes, mapped: isMapped(bytes) };
}

function parseGroups(text: string, mayEndWithIpv4: boolean, options: IpOptions): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [i, group] of groups.entries()) {
    if (group.includes(".")) {
      const v4 = mayEndWithIpv4 && i === groups.length - 1 ? parseIpv4(group, options) : undefined;
      if (v4 === undefined) return undefined;
      bytes.push(...v4);
      continue;
    }
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    bytes.push(value >> 8, value & 0xff);
  }
  return bytes;
}

function isMapped(bytes: number[]): boolean {
  return bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
}

function formatIpv6(bytes: number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number));
  const run = longestZeroRun(groups);
  const hex = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(":");
  return run === undefined ? hex(0, 8) : `${hex(0, run.start)}::${hex(run.end, 8)}`;
}

function longestZeroRun(groups: number[]): { start: number; end: number } | undefined {
  let best: { start: number; end: number } | undefined;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start >= 2 && (best === undefined || end - start > best.end - best.start)) best = { start, end };
    start = Math.max(start, end - 1);
  }
  return best;
}
