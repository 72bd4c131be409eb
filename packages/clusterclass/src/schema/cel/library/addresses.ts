import { formatIp, type IpPrefix, isIpv4, parseIp, parsePrefix } from "../../formats/ip-address.ts";
import { global, member, type Overload } from "../overload.ts";
import { type CelCidr, CelError, type CelIp, CelOpaque } from "../values.ts";

/** Kubernetes' IP address and CIDR libraries (k8s.io/apiserver v0.36, pkg/cel/library/ip.go and cidr.go): no zones, no IPv4 in IPv6 form. */
export const addressFunctions: Overload[] = [
  global("string_to_ip", "ip", "string", "IP", readIp),
  global("is_ip", "isIP", "string", "bool", (text: string) => ipOf(text) !== undefined),
  global("ip_is_canonical", "ip.isCanonical", "string", "bool", (text: string) => formatIp(readIp(text).value) === text),
  global("ip_to_string", "string", "IP", "string", (ip: CelIp) => formatIp(ip.value)),
  member("ip_family", "family", "IP", "int", (ip: CelIp) => (isIpv4(ip.value) ? 4n : 6n)),
  member("ip_is_unspecified", "isUnspecified", "IP", "bool", (ip: CelIp) => ip.value.bytes.every((byte) => byte === 0)),
  member("ip_is_loopback", "isLoopback", "IP", "bool", isLoopback),
  member("ip_is_link_local_multicast", "isLinkLocalMulticast", "IP", "bool", isLinkLocalMulticast),
  member("ip_is_link_local_unicast", "isLinkLocalUnicast", "IP", "bool", isLinkLocalUnicast),
  member("ip_is_global_unicast", "isGlobalUnicast", "IP", "bool", isGlobalUnicast),
  global("string_to_cidr", "cidr", "string", "CIDR", readCidr),
  global("is_cidr", "isCIDR", "string", "bool", (text: string) => cidrOf(text) !== undefined),
  global("cidr_to_string", "string", "CIDR", "string", (cidr: CelCidr) => `${formatIp(cidr.value.address)}/${cidr.value.bits}`),
  member("cidr_contains_ip_string", "containsIP", "CIDR, string", "bool", (cidr: CelCidr, text: string) => containsIp(cidr, readIp(text))),
  member("cidr_contains_ip_ip", "containsIP", "CIDR, IP", "bool", containsIp),
  member("cidr_contains_cidr_string", "containsCIDR", "CIDR, string", "bool", (cidr: CelCidr, text: string) =>
    containsCidr(cidr, readCidr(text)),
  ),
  member("cidr_contains_cidr", "containsCIDR", "CIDR, CIDR", "bool", containsCidr),
  member("cidr_ip", "ip", "CIDR", "IP", (cidr: CelCidr): CelIp => new CelOpaque("net.IP", cidr.value.address)),
  member("cidr_prefix_length", "prefixLength", "CIDR", "int", (cidr: CelCidr) => BigInt(cidr.value.bits)),
  member("cidr_masked", "masked", "CIDR", "CIDR", masked),
];

function ipOf(text: string): CelIp | undefined {
  const address = parseIp(text);
  return address === undefined || address.mapped ? undefined : new CelOpaque("net.IP", address);
}

function readIp(text: string): CelIp {
  const ip = ipOf(text);
  if (ip === undefined) throw new CelError(`IP Address "${text}" parse error during conversion from string`);
  return ip;
}

function cidrOf(text: string): CelCidr | undefined {
  if (/\/(0[0-9]|[+-])/.test(text)) return undefined;
  const prefix = parsePrefix(text);
  return prefix === undefined || prefix.address.mapped ? undefined : new CelOpaque("net.CIDR", prefix);
}

function readCidr(text: string): CelCidr {
  const cidr = cidrOf(text);
  if (cidr === undefined) throw new CelError(`network address parse error during conversion from string: "${text}"`);
  return cidr;
}

function byteAt(ip: CelIp, i: number): number {
  return ip.value.bytes[i] ?? 0;
}

function isLoopback(ip: CelIp): boolean {
  if (isIpv4(ip.value)) return byteAt(ip, 0) === 127;
  return formatIp(ip.value) === "::1";
}

function isLinkLocalMulticast(ip: CelIp): boolean {
  if (isIpv4(ip.value)) return byteAt(ip, 0) === 224 && byteAt(ip, 1) === 0 && byteAt(ip, 2) === 0;
  return byteAt(ip, 0) === 0xff && (byteAt(ip, 1) & 0x0f) === 0x02;
}

function isLinkLocalUnicast(ip: CelIp): boolean {
  if (isIpv4(ip.value)) return byteAt(ip, 0) === 169 && byteAt(ip, 1) === 254;
  return byteAt(ip, 0) === 0xfe && (byteAt(ip, 1) & 0xc0) === 0x80;
}

function isMulticast(ip: CelIp): boolean {
  return isIpv4(ip.value) ? (byteAt(ip, 0) & 0xf0) === 0xe0 : byteAt(ip, 0) === 0xff;
}

function isGlobalUnicast(ip: CelIp): boolean {
  const special = ip.value.bytes.every((byte) => byte === 0) || ip.value.bytes.every((byte) => byte === 255);
  return !special && !isLoopback(ip) && !isMulticast(ip) && !isLinkLocalUnicast(ip);
}

function containsIp(cidr: CelCidr, ip: CelIp): boolean {
  return sharesPrefix(cidr.value.address.bytes, ip.value.bytes, cidr.value.bits);
}

function containsCidr(cidr: CelCidr, other: CelCidr): boolean {
  return cidr.value.bits <= other.value.bits && sharesPrefix(cidr.value.address.bytes, other.value.address.bytes, cidr.value.bits);
}

function sharesPrefix(a: number[], b: number[], bits: number): boolean {
  return a.length === b.length && a.every((byte, i) => (byte & maskOf(bits, i)) === ((b[i] as number) & maskOf(bits, i)));
}

function maskOf(bits: number, byte: number): number {
  const within = Math.min(8, Math.max(0, bits - 8 * byte));
  return (0xff << (8 - within)) & 0xff;
}

function masked(cidr: CelCidr): CelCidr {
  const { address, bits } = cidr.value;
  const prefix: IpPrefix = { address: { ...address, bytes: address.bytes.map((byte, i) => byte & maskOf(bits, i)) }, bits };
  return new CelOpaque("net.CIDR", prefix);
}
