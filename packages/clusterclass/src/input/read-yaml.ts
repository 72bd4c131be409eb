import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
} from "yaml";
import type { Json, JsonObject } from "../api/json.ts";
import { resolvePlainScalar } from "../patches/yaml-scalar.ts";
import { readPlainYaml } from "../yaml/plain-yaml.ts";
import { defaultLimits, type InputLimits } from "./limits.ts";
import { InputProblem } from "./problem.ts";

/** A value read from YAML, and the integers in it that JavaScript cannot hold exactly. */
export interface YamlValue {
  value: Json;
  inexact: string[];
}

interface Reading {
  anchors: Map<string, Node>;
  open: Set<Node>;
  limits: InputLimits;
  values: number;
  inexact: string[];
  lineOf(node: Node | null): string;
}

/**
 * Reads one YAML document as sigs.k8s.io/yaml v1.6.0 does with `YAMLToJSONStrict` (go-yaml v2 underneath): YAML 1.1 without base 60 and dates,
 * merge keys, keys as text, no key twice (a merged key counts). Anchors may not contain themselves, and what they repeat is limited.
 * @param firstLine the line of the stream at which the document starts, for messages
 * @throws {InputProblem}
 */
export function readYamlStrict(text: string, firstLine = 1, limits: InputLimits = defaultLimits): YamlValue {
  refuseControlCharacters(text);
  const plain = readPlainYaml(text, limits);
  return plain === undefined ? readAnyYaml(text, firstLine, limits) : { value: plain, inexact: [] };
}

/** As {@link readYamlStrict}, for all of YAML. */
export function readAnyYaml(text: string, firstLine = 1, limits: InputLimits = defaultLimits): YamlValue {
  const lines = new LineCounter();
  const document = compose(text, lines);
  const error = document.errors.find(({ code }) => code !== "MULTIPLE_DOCS");
  if (error?.code === "RESOURCE_EXHAUSTION") throw new InputProblem("tooDeep", "maps and lists are nested too deeply");
  if (error) throw new InputProblem("syntax", `line ${lines.linePos(error.pos[0]).line + firstLine - 1}: ${error.message}`);
  const reading: Reading = {
    anchors: new Map(),
    open: new Set(),
    limits,
    values: 0,
    inexact: [],
    lineOf: (node) => `line ${lines.linePos(node?.range?.[0] ?? 0).line + firstLine - 1}`,
  };
  return { value: readNode(document.contents, reading, 0), inexact: reading.inexact };
}

function compose(text: string, lineCounter: LineCounter): Document.Parsed {
  return parseDocument(text, {
    version: "1.1",
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: "error",
    lineCounter,
  });
}

// What go-yaml's reader refuses: control characters, surrogates without their half, and the two non-characters. U+0085, a line break of
// YAML 1.1 that is none in YAML 1.2, is refused as well, so that it is not read in two ways.
function refuseControlCharacters(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const refused = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u.exec(text);
  if (refused)
    throw new InputProblem("syntax", `the character U+${refused[0].codePointAt(0)!.toString(16).padStart(4, "0")} is not allowed`);
}

function readNode(node: Node | null, reading: Reading, depth: number): Json {
  reading.values++;
  if (reading.values > reading.limits.values)
    throw new InputProblem("tooLarge", `a document has more than ${reading.limits.values} values, counting what aliases repeat`);
  if (depth > reading.limits.depth) throw new InputProblem("tooDeep", `maps and lists are nested more than ${reading.limits.depth} deep`);
  if (node === null) return null;
  if (isAlias(node)) return readNode(targetOf(node, reading), reading, depth);
  if ("anchor" in node && node.anchor !== undefined) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return readScalar(node, reading);
  return readCollection(node, reading, depth);
}

function targetOf(alias: { source: string } & Node, reading: Reading): Node {
  const target = reading.anchors.get(alias.source);
  if (!target) throw new InputProblem("syntax", `${reading.lineOf(alias)}: there is no anchor ${alias.source} before this alias`);
  return target;
}

function readCollection(node: Node, reading: Reading, depth: number): Json {
  if (reading.open.has(node)) throw new InputProblem("syntax", `${reading.lineOf(node)}: the value of an anchor contains itself`);
  reading.open.add(node);
  const value = isMap(node)
    ? readMap(node, reading, depth)
    : isSeq(node)
      ? node.items.map((item) => readNode(item as Node | null, reading, depth + 1))
      : null;
  reading.open.delete(node);
  return value;
}

function readMap(map: YAMLMap, reading: Reading, depth: number): JsonObject {
  const result: JsonObject = {};
  for (const { key, value } of map.items as Pair<Node | null, Node | null>[]) {
    if (isMergeKey(key)) mergeInto(result, value, reading, depth);
    else setOnce(result, readKey(key, reading), readNode(value, reading, depth + 1), key, reading);
  }
  return result;
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.value === "<<" && key.type === Scalar.PLAIN && (key.tag === undefined || key.tag.endsWith(":merge"));
}

function mergeInto(result: JsonObject, node: Node | null, reading: Reading, depth: number): void {
  const sources = isSeq(node) ? [...(node.items as (Node | null)[])].reverse() : [node];
  for (const source of sources) {
    const target = isAlias(source) ? targetOf(source, reading) : source;
    if (!isMap(target)) throw new InputProblem("syntax", `${reading.lineOf(node)}: << needs a map or a list of maps`);
    const value = readNode(source, reading, depth) as JsonObject;
    for (const [key, item] of Object.entries(value)) setOnce(result, key, item, node, reading);
  }
}

// A key may be __proto__: it is defined, not assigned.
function setOnce(result: JsonObject, key: string, value: Json, node: Node | null, reading: Reading): void {
  if (Object.hasOwn(result, key))
    throw new InputProblem("duplicateKey", `${reading.lineOf(node)}: the key ${JSON.stringify(key)} exists twice in one map`);
  Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
}

function readKey(node: Node | null, reading: Reading): string {
  const value = readNode(node, reading, 0);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(Math.fround(value).toPrecision(8)));
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  throw new InputProblem("syntax", `${reading.lineOf(node)}: a key is null, a map or a list`);
}

function readScalar(node: Scalar, reading: Reading): Json {
  const text = String(node.value ?? "");
  const tag = node.tag?.replace(/^tag:yaml\.org,2002:/, "");
  if (tag === undefined || tag === "!") return node.type === Scalar.PLAIN && tag === undefined ? readPlain(text, node, reading) : text;
  if (!["bool", "int", "float", "null"].includes(tag)) return tag === "binary" ? readBinary(text, node, reading) : text;
  const { type } = resolvePlainScalar(text);
  if (type !== tag && !(type === "int" && tag === "float"))
    throw new InputProblem("syntax", `${reading.lineOf(node)}: ${text} is not of type ${tag}`);
  return readPlain(text, node, reading);
}

function readPlain(text: string, node: Node, reading: Reading): Json {
  const { type, value } = resolvePlainScalar(text);
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) throw new InputProblem("syntax", `${reading.lineOf(node)}: ${text} is no number that JSON knows`);
  if (type === "int" && !Number.isSafeInteger(value)) reading.inexact.push(`${reading.lineOf(node)}: ${text}`);
  return value;
}

function readBinary(text: string, node: Node, reading: Reading): string {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    throw new InputProblem("syntax", `${reading.lineOf(node)}: !!binary needs base64`);
  }
}
