import { formatCheck } from "../../formats/formats.ts";
import { global, member, type Overload } from "../overload.ts";
import { CelOpaque, CelOptional, Undecidable } from "../values.ts";

type CelFormat = CelOpaque<"kubernetes.NamedFormat", string>;

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const NAME_PART = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

function matching(pattern: string, limit: number): (text: string) => boolean {
  const form = new RegExp(`^${pattern}$`);
  return (text) => text.length <= limit && form.test(text);
}

/** Prefixes of names may end with a hyphen, as generated names do. */
function prefixOf(check: (text: string) => boolean): (text: string) => boolean {
  return (text) => check(text.length > 1 && text.endsWith("-") ? `${text.slice(0, -2)}a` : text);
}

const label = matching(LABEL, 63);
const subdomain = matching(`${LABEL}(\\.${LABEL})*`, 253);
const label1035 = matching(DNS1035, 63);
const namePart = matching(NAME_PART, 63);

/** The named formats of Kubernetes (k8s.io/apiserver v0.36, pkg/cel/library/format.go). */
const NAMED: Record<string, (text: string) => boolean | undefined> = {
  dns1123Label: label,
  dns1123Subdomain: subdomain,
  dns1035Label: label1035,
  dns1123LabelPrefix: prefixOf(label),
  dns1123SubdomainPrefix: prefixOf(subdomain),
  dns1035LabelPrefix: prefixOf(label1035),
  qualifiedName: isQualifiedName,
  labelValue: (text) => text === "" || namePart(text),
  uri: (text) => formatCheck("uri")?.(text),
  uuid: (text) => formatCheck("uuid")?.(text),
  byte: (text) => formatCheck("byte")?.(text),
  date: (text) => formatCheck("date")?.(text),
  datetime: (text) => formatCheck("datetime")?.(text),
};

/** `format.named(name)`, `format.dns1123Label()` and the others, and `validate`. */
export const namedFormatFunctions: Overload[] = [
  global(
    "format-named",
    "format.named",
    "string",
    "optional<Format>",
    (name: string) => new CelOptional(Object.hasOwn(NAMED, name) ? named(name) : undefined),
  ),
  ...Object.keys(NAMED).map((name) => global(`format-${name}`, `format.${name}`, "", "Format", () => named(name))),
  member("format-validate", "validate", "Format, string", "optional<list<string>>", validate),
];

function named(name: string): CelFormat {
  return new CelOpaque("kubernetes.NamedFormat", name);
}

function validate(format: CelFormat, text: string): CelOptional {
  const ok = NAMED[format.value]?.(text);
  if (ok === undefined) throw new Undecidable(`whether the text is a valid ${format.value}`);
  return new CelOptional(ok ? undefined : [`must be a valid ${format.value}`]);
}

function isQualifiedName(text: string): boolean {
  const parts = text.split("/");
  if (parts.length > 2) return false;
  return namePart(parts.at(-1) as string) && (parts.length === 1 || subdomain(parts[0] as string));
}
