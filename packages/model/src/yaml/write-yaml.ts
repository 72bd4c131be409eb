import { blockScalar, plainOrQuoted } from "./yaml-scalar.ts";

/**
 * The project's one YAML writer, for JSON data. Output is read by Go (sigs.k8s.io/yaml, Helm, yaml.v3), which knows YAML 1.1 words and
 * numbers: what is not certain to be read as the same text is quoted. Block style with two spaces, texts of several lines as literal blocks,
 * no aliases, no folded lines. Keys stand in the order of the object; undefined members are left out.
 *
 * A writer of our own because a class has a thousand scalars and hundreds of units are written in one run: the `yaml` package takes twenty
 * times as long, and still needs corrections for Go's readers. Tests read everything back with that package.
 */
export function toYaml(value: unknown): string {
  const lines: string[] = [];
  if (isCollection(value)) collection(value, "", lines);
  else lines.push(scalar(value, "  "));
  return `${lines.join("\n")}\n`;
}

/** Several documents in one stream. */
export function toYamlStream(values: readonly unknown[]): string {
  return values.map(toYaml).join("---\n");
}

type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

/** A list or map that is not empty; empty ones are written in flow style like scalars. */
function isCollection(value: unknown): value is Collection {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : membersOf(value).length > 0;
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

/** Texts of frozen data by indentation: a class is written several times, and units share most of their patches and variables. */
const known = new WeakMap<Collection, Map<string, string>>();

/** What is frozen counts as frozen at all depths (see deep-frozen.ts). */
function collection(value: Collection, indent: string, lines: string[]): void {
  if (!Object.isFrozen(value)) {
    writeMembers(value, indent, lines);
    return;
  }
  const texts = known.get(value) ?? new Map<string, string>();
  known.set(value, texts);
  const text = texts.get(indent) ?? membersText(value, indent);
  texts.set(indent, text);
  lines.push(text);
}

function membersText(value: Collection, indent: string): string {
  const lines: string[] = [];
  writeMembers(value, indent, lines);
  return lines.join("\n");
}

function writeMembers(value: Collection, indent: string, lines: string[]): void {
  if (Array.isArray(value)) for (const item of value as readonly unknown[]) listItem(item, indent, lines);
  else for (const [key, member] of membersOf(value)) mapMember(plainOrQuoted(key), member, indent, lines);
}

function mapMember(key: string, member: unknown, indent: string, lines: string[]): void {
  if (!isCollection(member)) {
    lines.push(`${indent}${key}: ${scalar(member, `${indent}  `)}`);
    return;
  }
  lines.push(`${indent}${key}:`);
  collection(member, `${indent}  `, lines);
}

/** The first line of a nested collection stands behind the dash. */
function listItem(item: unknown, indent: string, lines: string[]): void {
  if (!isCollection(item)) {
    lines.push(`${indent}- ${scalar(item, `${indent}  `)}`);
    return;
  }
  const start = lines.length;
  collection(item, `${indent}  `, lines);
  lines[start] = `${indent}- ${(lines[start] ?? "").slice(indent.length + 2)}`;
}

function scalar(value: unknown, indent: string): string {
  switch (typeof value) {
    case "string":
      return blockScalar(value, indent) ?? plainOrQuoted(value);
    case "number":
    case "boolean":
      return numberOrBoolean(value);
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "[]" : "{}";
    default:
      throw new TypeError(`YAML has no ${typeof value}`);
  }
}

function numberOrBoolean(value: number | boolean): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  return Object.is(value, -0) ? "0" : String(value);
}
