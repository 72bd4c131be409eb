/** Floats as text: strconv.FormatFloat of Go 1.26 for float64. */

/** `e`, `f`, `g` decimal; `b` binary exponent; `x` hexadecimal; upper case where Go has it. */
export type FloatFormat = "e" | "E" | "f" | "g" | "G" | "b" | "x" | "X";

/** Decimal digits without trailing zeros; the value is 0.digits × 10^point. Zero has no digits. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** mantissa × 2^exponent, the mantissa below 2^53. */
interface Binary {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/**
 * Formats a float64 as Go does.
 * @param precision digits after the point (`e`, `f`, `x`) or significant digits (`g`); -1 for the fewest that read back as the same value
 */
export function formatFloat(value: number, format: FloatFormat, precision: number): string {
  if (Number.isNaN(value)) return "NaN";
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) return negative ? "-Inf" : "+Inf";
  return (negative ? "-" : "") + formatMagnitude(Math.abs(value), format, precision);
}

function formatMagnitude(value: number, format: FloatFormat, precision: number): string {
  switch (format) {
    case "b":
      return formatBinary(value);
    case "x":
      return formatHexadecimal(value, precision);
    case "X":
      return formatHexadecimal(value, precision).toUpperCase();
    case "E":
    case "G":
      return formatDecimal(value, format === "E" ? "e" : "g", precision).toUpperCase();
    default:
      return formatDecimal(value, format, precision);
  }
}

function formatDecimal(value: number, format: "e" | "f" | "g", precision: number): string {
  const shortest = precision < 0;
  const wanted = format === "g" && precision === 0 ? 1 : precision;
  const decimal = shortest ? shortestDecimal(value) : roundFor(exactDecimal(value), format, wanted);
  const { digits, point } = decimal;
  if (format === "e") return exponentForm(decimal, shortest ? digits.length - 1 : wanted);
  if (format === "f") return pointForm(decimal, shortest ? Math.max(digits.length - point, 0) : wanted);
  return generalForm(decimal, shortest ? digits.length : wanted, shortest);
}

/** %g: the exponent form for small and large numbers (strconv/ftoa.go, formatDigits). */
function generalForm(decimal: Decimal, precision: number, shortest: boolean): string {
  const { digits, point } = decimal;
  const limited = precision > digits.length && digits.length >= point ? digits.length : precision;
  const threshold = shortest ? 6 : limited;
  const exponent = point - 1;
  if (exponent < -4 || exponent >= threshold) return exponentForm(decimal, Math.min(precision, digits.length) - 1);
  const kept = precision > point ? digits.length : precision;
  return pointForm(decimal, Math.max(kept - point, 0));
}

function exponentForm({ digits, point }: Decimal, precision: number): string {
  const fraction = precision > 0 ? `.${digits.slice(1, precision + 1).padEnd(precision, "0")}` : "";
  return `${digits[0] ?? "0"}${fraction}e${signedExponent(digits === "" ? 0 : point - 1)}`;
}

function signedExponent(exponent: number): string {
  return (exponent < 0 ? "-" : "+") + String(Math.abs(exponent)).padStart(2, "0");
}

function pointForm({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (precision <= 0) return whole;
  const fraction = point >= 0 ? digits.slice(point) : "0".repeat(Math.min(-point, precision)) + digits;
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, "0")}`;
}

/** The fewest digits that identify the value; JavaScript and Go agree on them. */
function shortestDecimal(value: number): Decimal {
  if (value === 0) return { digits: "", point: 0 };
  const [mantissa = "", exponent] = value.toExponential().split("e");
  return { digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}

function exactDecimal(value: number): Decimal {
  if (value === 0) return { digits: "", point: 0 };
  const { mantissa, exponent } = decompose(value);
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = scaled.toString();
  return { digits: digits.replace(/0+$/, ""), point: digits.length + Math.min(exponent, 0) };
}

function roundFor(decimal: Decimal, format: "e" | "f" | "g", precision: number): Decimal {
  if (format === "f") return roundDecimal(decimal, decimal.point + precision);
  return roundDecimal(decimal, format === "e" ? precision + 1 : precision);
}

/** Keeps the given number of digits; an exact half goes to the even digit. */
function roundDecimal({ digits, point }: Decimal, count: number): Decimal {
  if (count < 0 || digits === "") return { digits: "", point: 0 };
  if (count >= digits.length) return { digits, point };
  const next = digits.charCodeAt(count) - 48;
  const exactHalf = next === 5 && count === digits.length - 1;
  const lastIsOdd = count > 0 && (digits.charCodeAt(count - 1) - 48) % 2 === 1;
  const up = exactHalf ? lastIsOdd : next >= 5;
  const kept = digits.slice(0, count);
  if (!up) return trimmed(kept, point);
  const raised = (BigInt(`0${kept}`) + 1n).toString();
  if (raised.length > kept.length) return { digits: "1", point: point + 1 };
  return trimmed(raised.padStart(count, "0"), point);
}

function trimmed(digits: string, point: number): Decimal {
  const kept = digits.replace(/0+$/, "");
  return kept === "" ? { digits: "", point: 0 } : { digits: kept, point };
}

function decompose(value: number): Binary {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

function formatBinary(value: number): string {
  const { mantissa, exponent } = decompose(value);
  return `${mantissa}p${exponent >= 0 ? "+" : ""}${exponent}`;
}

/** %x: 0x1.yyyyp±dd, rounded half to even when a precision is given. */
function formatHexadecimal(value: number, precision: number): string {
  const { mantissa: raw, exponent: binaryExponent } = decompose(value);
  let mantissa = raw << 8n;
  let exponent = value === 0 ? 0 : binaryExponent + 52;
  while (mantissa !== 0n && (mantissa & (1n << 60n)) === 0n) {
    mantissa <<= 1n;
    exponent--;
  }
  if (precision >= 0 && precision < 15) {
    const dropped = BigInt(60 - precision * 4);
    const rest = mantissa & ((1n << dropped) - 1n);
    const kept = mantissa >> dropped;
    const half = 1n << (dropped - 1n);
    mantissa = (rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept) << dropped;
    if ((mantissa & (1n << 61n)) !== 0n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const fraction = (mantissa & ((1n << 60n) - 1n)).toString(16).padStart(15, "0");
  const shown = precision < 0 ? fraction.replace(/0+$/, "") : fraction.slice(0, precision).padEnd(precision, "0");
  return `0x${mantissa >> 60n}${shown === "" ? "" : `.${shown}`}p${signedExponent(exponent)}`;
}
