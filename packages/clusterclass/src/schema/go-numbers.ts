/**
 * Numbers as Go holds them after decoding JSON: `int64` where the text is an integer that fits, else `float64`.
 * JavaScript has one kind of number, so the kind is derived from the value.
 */

const INT64_LIMIT = 2 ** 63;
const JSON_SAFE_LIMIT = 2 ** 53 - 1;
const RELATIVE_ERROR = 1e-9;
const MAX_FLOAT32_ROUNDED = 3.4028235677973366e38;

/** True if Go decodes this number as int64. */
export function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= -INT64_LIMIT && value < INT64_LIMIT;
}

/** True if Go parses the number as int32. */
export function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}

/** True if rounding to float32 does not overflow (strconv.ParseFloat with 32 bits). */
export function fitsFloat32(value: number): boolean {
  return Math.abs(value) < MAX_FLOAT32_ROUNDED;
}

/** Whether a float counts as an integer: within ±(2^53-1) and off by less than 1e-9 relatively (go-openapi/swag, IsFloat64AJSONInteger). */
export function isJsonInteger(value: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value) > JSON_SAFE_LIMIT) return false;
  const truncated = Math.trunc(value);
  if (truncated === value) return true;
  if (truncated === 0) return false;
  return Math.abs(value - truncated) / (Math.abs(value) + Math.abs(truncated)) < RELATIVE_ERROR;
}
