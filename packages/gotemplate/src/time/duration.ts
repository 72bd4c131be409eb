/** Durations in nanoseconds: Go 1.26, time.ParseDuration and time.Duration.String. */

const units: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["µs", 1_000n],
  ["μs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

export const second = 1_000_000_000n;
const limit = 1n << 63n;

/** Reads a duration such as `1h15m30.5s`; `undefined` if it is none or does not fit 64 bits. */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith("-");
  const unsigned = text.replace(/^[-+]/, "");
  if (unsigned === "0") return 0n;
  if (unsigned === "") return undefined;
  let total = 0n;
  let rest = unsigned;
  while (rest !== "") {
    const match = /^([0-9]*)(?:\.([0-9]*))?([^.0-9]+)/.exec(rest);
    const unit = units.get(match?.[3] ?? "");
    if (match === null || unit === undefined || `${match[1]}${match[2] ?? ""}` === "") return undefined;
    total += BigInt(match[1] || "0") * unit + fraction(match[2] ?? "", unit);
    if (total > limit) return undefined;
    rest = rest.slice(match[0].length);
  }
  if (negative) return -total;
  return total === limit ? undefined : total;
}

/** The part of a unit that decimal digits stand for, cut to nanoseconds. */
function fraction(digits: string, unit: bigint): bigint {
  const significant = digits.slice(0, 18);
  return significant === "" ? 0n : (BigInt(significant) * unit) / 10n ** BigInt(significant.length);
}

/** `1h15m30.5s`, `1.5ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const text = magnitude < second ? formatShort(magnitude) : formatLong(magnitude);
  return nanoseconds < 0n ? `-${text}` : text;
}

function formatShort(magnitude: bigint): string {
  if (magnitude === 0n) return "0s";
  if (magnitude < 1_000n) return `${magnitude}ns`;
  return magnitude < 1_000_000n ? `${decimal(magnitude, 3)}µs` : `${decimal(magnitude, 6)}ms`;
}

function formatLong(magnitude: bigint): string {
  const minutes = magnitude / (60n * second);
  const seconds = `${decimal(magnitude % (60n * second), 9)}s`;
  if (minutes === 0n) return seconds;
  const hours = minutes / 60n;
  return hours === 0n ? `${minutes}m${seconds}` : `${hours}h${minutes % 60n}m${seconds}`;
}

/** The value over 10^places, without zeros at the end. */
function decimal(value: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const digits = (value % scale).toString().padStart(places, "0").replace(/0+$/, "");
  return digits === "" ? `${value / scale}` : `${value / scale}.${digits}`;
}
