import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar, type YAMLMap } from "yaml";
import { Failure, failed } from "../api/fields.ts";
import type { Json, JsonObject } from "../api/json.ts";
import { readPlainYaml } from "../yaml/plain-yaml.ts";
import { characterProblem, firstValue } from "./yaml-first-value.ts";
import { resolvePlainScalar } from "./yaml-scalar.ts";
import { isInexact, scalarValue } from "./yaml-scalar-node.ts";

/**
 * Reads rendered text as sigs.k8s.io/yaml v1.6.0 does (go-yaml v2, then JSON): YAML 1.1, the first document only, the last of two
 * equal keys, keys as JSON text (`y:` is `"true"`), no NaN and no infinity. Empty text is null. Go keeps integers that no JavaScript number
 * holds exactly: about these the failure is undecided.
 */
export function readYaml(text: string): Json | Failure {
  const problem = characterProblem(text);
  if (problem !== undefined) return new Failure(`not YAML: ${problem}`);
  const simple = simpleScalar(text);
  if (simple !== undefined) return simple;
  const plain = readPlainYaml(text, plainLimits);
  return plain === undefined ? readAnyText(text) : plain;
}

/** Rendered text has no limits of its own; what is larger is left to the full reader. */
const plainLimits = { depth: 100, values: 100_000 };

/** One line that holds nothing but a plain scalar: most rendered values are this, and need no parser. */
function simpleScalar(text: string): Json | undefined {
  const word = /^[ \n]*([A-Za-z0-9./+]|-[A-Za-z0-9])([A-Za-z0-9./_+-]*)[ \n]*$/.exec(text);
  if (word === null || text.includes("...")) return undefined;
  const scalar = resolvePlainScalar(`${word[1]}${word[2]}`);
  if (scalar.value === 0 || (typeof scalar.value === "number" && !Number.isFinite(scalar.value)) || isInexact(scalar)) return undefined;
  return scalar.value;
}

/** As {@link readYaml}, for all of YAML. */
export function readAnyText(text: string): Json | Failure {
  const document = parseDocument(text, {
    version: "1.1",
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: "error",
  });
  const root = firstValue(text, document);
  if (failed(root)) return root;
  const unterminated = text.endsWith("\n") ? undefined : text.length;
  const value = readNode(root, { open: new Set(), anchors: new Map(), unterminated });
  return failed(value) ? value : asGoJson(value);
}

/** Go's JSON knows no infinity; it writes a negative zero as -0, which is read back as the integer 0. */
function asGoJson(value: Json): Json | Failure {
  if (typeof value === "number")
    return Number.isFinite(value) ? value + 0 : new Failure("not JSON: infinity, not a number, or a key that is no text");
  if (typeof value !== "object" || value === null) return value;
  for (const key of Object.keys(value)) {
    const container = value as JsonObject;
    const item = asGoJson(container[key]!);
    if (failed(item)) return item;
    if (item !== container[key] || Object.is(container[key], -0)) define(container, key, item);
  }
  return value;
}

/** The anchors seen so far, and the aliases being followed (a value must not contain itself). */
interface Reading {
  open: Set<Node>;
  anchors: Map<string, Node>;
  /** Where the text ends, if it ends without a line break. */
  unterminated: number | undefined;
}

function readNode(node: Node | null, reading: Reading): Json | Failure {
  if (node === null) return null;
  if (isAlias(node)) return aliased(node.source, reading);
  const misnamed = remember(node, reading);
  if (misnamed !== undefined) return misnamed;
  if (isScalar(node)) return scalarValue(node, reading.unterminated);
  if (isMap(node)) return within(node, reading, () => mapValue(node, reading));
  if (isSeq(node)) {
    return within(node, reading, () => {
      const items: Json[] = [];
      for (const item of node.items) {
        const value = readNode(item as Node | null, reading);
        if (failed(value)) return value;
        items.push(value);
      }
      return items;
    });
  }
  return new Failure("not YAML: unexpected node");
}

function within<T>(node: Node, reading: Reading, read: () => T | Failure): T | Failure {
  if (reading.open.has(node)) return new Failure("not YAML: an anchor's value contains itself");
  reading.open.add(node);
  const value = read();
  reading.open.delete(node);
  return value;
}

/** Keeps a node under the name of its anchor. Source of the characters: go-yaml v2.4.3, scannerc.go, yaml_parser_scan_anchor. */
function remember(node: Exclude<Node, Alias>, { anchors }: Reading): Failure | undefined {
  const name = "anchor" in node ? node.anchor : undefined;
  if (name === undefined) return undefined;
  if (!/^[\w-]+$/.test(name)) return new Failure(`not YAML: ${name} is no name of an anchor`);
  anchors.set(name, node);
  return undefined;
}

function aliased(name: string, reading: Reading): Json | Failure {
  const target = reading.anchors.get(name);
  return target === undefined ? new Failure(`not YAML: unknown anchor ${name}`) : readNode(target, reading);
}

function mapValue(map: YAMLMap, reading: Reading): JsonObject | Failure {
  const result: JsonObject = {};
  const kinds = new Map<string, string>();
  for (const pair of map.items as Pair<Node | null, Node | null>[]) {
    const problem = isMerge(pair.key) ? merge(result, pair.value, reading) : setPair(result, pair, reading, kinds);
    if (problem !== undefined) return problem;
  }
  return result;
}

/** @param kinds what the keys so far are in Go: keys of two kinds can be the same text, of which Go takes either, at random */
function setPair(
  into: JsonObject,
  pair: Pair<Node | null, Node | null>,
  reading: Reading,
  kinds: Map<string, string>,
): Failure | undefined {
  if (lengthOf(pair.key) > safeKeyLength) return new Failure("a key is too long for one without a question mark", { undecided: true });
  const key = keyOf(pair.key, reading);
  if (failed(key)) return key;
  const { text, kind } = key;
  if ((kinds.get(text) ?? kind) !== kind) return new Failure(`two keys become ${text}, and either may be taken`, { undecided: true });
  kinds.set(text, kind);
  const value = readNode(pair.value, reading);
  if (failed(value)) return value;
  define(into, text, text === refusedKey ? Number.NaN : value);
  return undefined;
}

/**
 * Keys of which go-yaml still takes each, with or without a question mark: from 1,024 characters on it wants one.
 * Source: go.yaml.in/yaml/v2 v2.4.3, scannerc.go, yaml_simple_key_is_valid.
 */
const safeKeyLength = 1000;

function lengthOf(node: Node | null): number {
  const [start = 0, end = 0] = node?.range ?? [];
  return end - start;
}

/** A key may be `__proto__`; plain assignment would lose it. */
function define(into: JsonObject, key: string, value: Json): void {
  Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

function isMerge(key: Node | null): boolean {
  return isScalar(key) && key.source === "<<" && key.type === Scalar.PLAIN && (key.tag === undefined || key.tag.endsWith(":merge"));
}

/** `<<` takes over all keys of one map or of a list of maps, the first map last; what stands later in this map replaces them. */
function merge(into: JsonObject, node: Node | null, reading: Reading): Failure | undefined {
  const sources = isSeq(node) ? [...(node.items as (Node | null)[])].reverse() : [node];
  for (const source of sources) {
    const target = isAlias(source) ? reading.anchors.get(source.source) : source;
    if (!isMap(target)) return new Failure("not YAML: << needs a map or a list of maps");
    const value = readNode(source as Node, reading);
    if (failed(value)) return value;
    for (const [key, item] of Object.entries(value as JsonObject)) define(into, key, item);
  }
  return undefined;
}

/** Key of an entry that Go's JSON refuses; its value is refused as well, unless a later equal key replaces the map that it is in. */
const refusedKey = "\u0000";

/** A key as JSON has it, and what it is in Go: keys of one kind and text are equal. */
interface Key {
  text: string;
  kind: string;
}

/** A key as sigs.k8s.io/yaml writes it into JSON; null and an integer beyond 63 bits are refused, a map or a list is not even read. */
function keyOf(node: Node | null, reading: Reading): Key | Failure {
  const misnamed = node === null || isAlias(node) ? undefined : remember(node, reading);
  if (misnamed !== undefined) return misnamed;
  const plain =
    isScalar(node) && node.type === Scalar.PLAIN && node.tag === undefined ? resolvePlainScalar(String(node.value ?? "")) : undefined;
  if (plain?.type === "float") return floatKey(plain.value as number);
  if (plain?.integer !== undefined) return { text: plain.integer < 2n ** 63n ? String(plain.integer) : refusedKey, kind: "int" };
  const value = readNode(node, reading);
  if (failed(value)) return value;
  if (value === null) return { text: refusedKey, kind: "int" };
  if (typeof value === "number" && isScalar(node) && node.tag?.endsWith(":float") === true) return floatKey(value);
  if (typeof value === "object") return new Failure("not YAML: a key is a map or a list");
  return { text: String(value), kind: typeof value === "number" ? "int" : typeof value };
}

function floatKey(value: number): Key {
  return { text: floatText(value), kind: `float ${value}` };
}

/** A float key becomes the shortest text that is the same number in 32 bits, with an exponent from a million on (Go's format `g`). */
function floatText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (Object.is(value, -0)) return "-0";
  if (!Number.isFinite(Math.fround(value))) return value > 0 ? ".inf" : "-.inf";
  const short = Math.fround(value);
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((count) => Math.fround(Number(short.toPrecision(count))) === short) ?? 9;
  const [mantissa, exponent] = short.toExponential(digits - 1).split("e") as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 21 && (power < 6 || short === 0)) return String(Number(short.toPrecision(digits)));
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
