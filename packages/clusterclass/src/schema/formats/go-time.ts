/** Dates and durations as Go's time package and kube-openapi's strfmt read them. */

const NANOS: Record<string, bigint> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const MAX_INT64 = 2n ** 63n - 1n;

/** strfmt's units, in the order they are tried; the last spelling of a unit counts as a prefix. */
const LOOSE_UNITS: [string[], bigint][] = [
  [["ns", "nano"], 1n],
  [["us", "µs", "micro"], 1000n],
  [["ms", "milli"], 1_000_000n],
  [["s", "sec"], 1_000_000_000n],
  [["m", "min"], 60_000_000_000n],
  [["h", "hr", "hour"], 3_600_000_000_000n],
  [["d", "day"], 86_400_000_000_000n],
  [["w", "wk", "week"], 604_800_000_000_000n],
];

/** A full date (`2006-01-02`) as milliseconds since the epoch; undefined if it is none. */
export function parseDate(text: string): number | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** strfmt's `date-time`: a date, `t`, a time with an optional fraction, and a zone; the hour may not exceed 23, minute and second 59. */
export function isDateTime(text: string): boolean {
  const parts = text.toLowerCase().split("t");
  if (text.length < 4 || parts.length < 2 || parseDate(parts[0] as string) === undefined) return false;
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$/u.exec(parts[1] as string);
  return match !== null && (match[1] as string) <= "23" && (match[2] as string) <= "59" && (match[3] as string) <= "59";
}

/** time.ParseDuration: nanoseconds, undefined if it is none or does not fit int64. */
export function parseGoDuration(text: string): bigint | undefined {
  const sign = text.startsWith("-") ? -1n : 1n;
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  if (body === "0") return 0n;
  if (body === "" || !/^(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let total = 0n;
  for (const match of body.matchAll(/([0-9]*)\.?([0-9]*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const [, whole = "", fraction = "", unit = ""] = match;
    const scale = NANOS[unit] as bigint;
    total += BigInt(whole === "" ? 0 : whole) * scale;
    if (fraction !== "") total += (BigInt(fraction.slice(0, 18)) * scale) / 10n ** BigInt(Math.min(fraction.length, 18));
    if (total > MAX_INT64 + (sign < 0n ? 1n : 0n)) return undefined;
  }
  return sign * total;
}

/** strfmt.ParseDuration: Go's format, or numbers with loosely spelled units (`3 weeks`). Nanoseconds, wrapped to int64. */
export function parseDuration(text: string): bigint | undefined {
  const exact = parseGoDuration(text);
  if (exact !== undefined) return exact;
  let total: bigint | undefined;
  for (const match of text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)) {
    const factor = BigInt(match[1] as string);
    if (factor > MAX_INT64) return undefined;
    const unit = (match[2] as string).toLowerCase();
    for (const [spellings, scale] of LOOSE_UNITS) {
      for (const spelling of spellings) {
        const isPrefix = spelling === spellings.at(-1) && unit.startsWith(spelling);
        if (isPrefix || unit === spelling) total = (total ?? 0n) + factor * scale;
      }
    }
  }
  return total === undefined ? undefined : BigInt.asIntN(64, total);
}
