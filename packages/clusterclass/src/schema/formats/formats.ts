import { isCreditCard, isIsbn10, isIsbn13 } from "./checksums.ts";
import { isEmail } from "./email.ts";
import { isDateTime, parseDate, parseDuration } from "./go-time.ts";
import { parseRequestUri } from "./go-url.ts";
import { parseIp, parsePrefix } from "./ip-address.ts";

/** Whether a text has a format; undefined means that it cannot be decided here. */
export type FormatCheck = (text: string) => boolean | undefined;

const RGB_PART = "(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])";
const RGB = new RegExp(
  `^rgb\\([\\t\\n\\f\\r ]*${RGB_PART}[\\t\\n\\f\\r ]*,[\\t\\n\\f\\r ]*${RGB_PART}[\\t\\n\\f\\r ]*,[\\t\\n\\f\\r ]*${RGB_PART}[\\t\\n\\f\\r ]*\\)$`,
);
const HOSTNAME =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;
const SHORT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LONG_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The string formats of kube-openapi (pkg/validation/strfmt, v0.0.0-20260317180543), by name without hyphens. A schema may write them with hyphens
 * anywhere; other names are ignored.
 */
const FORMATS: Record<string, FormatCheck> = {
  bsonobjectid: (text) => /^[0-9a-fA-F]{24}$/.test(text),
  byte: (text) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(text),
  cidr: (text) => parsePrefix(text, { leadingZeros: true }) !== undefined,
  creditcard: isCreditCard,
  date: (text) => parseDate(text) !== undefined,
  datetime: isDateTime,
  duration: (text) => parseDuration(text) !== undefined,
  email: isEmail,
  hexcolor: (text) => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: isHostname,
  ipv4: (text) => text.includes(".") && parseIp(text, { leadingZeros: true }) !== undefined,
  ipv6: (text) => text.includes(":") && parseIp(text) !== undefined,
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  k8sshortname: (text) => text.length <= 63 && SHORT_NAME.test(text),
  k8slongname: (text) => text.length <= 253 && LONG_NAME.test(text),
  mac: isMac,
  password: () => true,
  rgbcolor: (text) => RGB.test(text),
  ssn: (text) => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  uri: (text) => parseRequestUri(text) !== undefined,
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
};

/** The check of a string format; undefined if Kubernetes does not know the name and so ignores it. */
export function formatCheck(name: string): FormatCheck | undefined {
  const normalized = name.replaceAll("-", "");
  return Object.hasOwn(FORMATS, normalized) ? FORMATS[normalized] : undefined;
}

function isHostname(text: string): boolean {
  const bytes = new TextEncoder();
  return HOSTNAME.test(text) && bytes.encode(text).length <= 255 && text.split(".").every((label) => bytes.encode(label).length <= 63);
}

/** EUI-48, EUI-64 and 20-byte InfiniBand addresses with `:`, `-` or `.` (net.ParseMAC). */
function isMac(text: string): boolean {
  return (
    /^[0-9a-fA-F]{2}(([:-])[0-9a-fA-F]{2})(\2[0-9a-fA-F]{2}){4}((\2[0-9a-fA-F]{2}){2}|(\2[0-9a-fA-F]{2}){14})?$/.test(text) ||
    /^[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}\.[0-9a-fA-F]{4}((\.[0-9a-fA-F]{4}){1}|(\.[0-9a-fA-F]{4}){7})?$/.test(text)
  );
}
