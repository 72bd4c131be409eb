/** Whether a text is an IPv6 address, with or without a zone (Go 1.26: netip.ParseAddr). */
export function isIpv6(text: string): boolean {
  const zoneAt = text.indexOf("%");
  if (zoneAt === text.length - 1) return false;
  const address = zoneAt < 0 ? text : text.slice(0, zoneAt);
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const counts = halves.map((half, index) => countFields(half, index === halves.length - 1));
  if (counts.includes(undefined)) return false;
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return halves.length === 2 ? total < 8 : total === 8;
}

/** The number of 16-bit fields in a part between colons; an IPv4 address at the end counts as two. */
function countFields(part: string, isLast: boolean): number | undefined {
  if (part === "") return 0;
  const fields = part.split(":");
  const last = fields.at(-1)!;
  const endsInIpv4 = isLast && last.includes(".");
  const hexadecimal = endsInIpv4 ? fields.slice(0, -1) : fields;
  if (!hexadecimal.every((field) => /^[0-9A-Fa-f]{1,4}$/.test(field))) return undefined;
  if (!endsInIpv4) return fields.length;
  return isIpv4(last) ? fields.length + 1 : undefined;
}

function isIpv4(text: string): boolean {
  const fields = text.split(".");
  return fields.length === 4 && fields.every((field) => /^(?:0|[1-9][0-9]{0,2})$/.test(field) && Number(field) < 256);
}
