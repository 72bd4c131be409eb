/** The kinds of CEL types. `opaque` are abstract types with parameters (optionals, IP addresses), `struct` are objects with declared fields. */
export type CelKind =
  | "bool"
  | "bytes"
  | "double"
  | "duration"
  | "dyn"
  | "error"
  | "int"
  | "list"
  | "map"
  | "null"
  | "opaque"
  | "param"
  | "string"
  | "struct"
  | "timestamp"
  | "type"
  | "uint";

/** A CEL type. `name` tells structs, opaque types and type parameters apart; for the others it is the kind. */
export interface CelType {
  readonly kind: CelKind;
  readonly name: string;
  readonly params: readonly CelType[];
}

function simple(kind: CelKind): CelType {
  return { kind, name: kind, params: [] };
}

export const BOOL = simple("bool");
export const BYTES = simple("bytes");
export const DOUBLE = simple("double");
export const DURATION = simple("duration");
export const DYN = simple("dyn");
export const ERROR = simple("error");
export const INT = simple("int");
export const NULL = simple("null");
export const STRING = simple("string");
export const TIMESTAMP = simple("timestamp");
export const UINT = simple("uint");

export function listType(item: CelType): CelType {
  return { kind: "list", name: "list", params: [item] };
}

export function mapType(key: CelType, value: CelType): CelType {
  return { kind: "map", name: "map", params: [key, value] };
}

export function optionalType(value: CelType): CelType {
  return opaqueType("optional_type", [value]);
}

export function typeType(of: CelType): CelType {
  return { kind: "type", name: "type", params: [of] };
}

export function structType(name: string): CelType {
  return { kind: "struct", name, params: [] };
}

export function opaqueType(name: string, params: readonly CelType[] = []): CelType {
  return { kind: "opaque", name, params };
}

export function paramType(name: string): CelType {
  return { kind: "param", name, params: [] };
}

/** The one parameter of lists and optionals, the first of maps. */
export function firstParam(type: CelType): CelType {
  return type.params[0] ?? DYN;
}

/** The value type of a map. */
export function secondParam(type: CelType): CelType {
  return type.params[1] ?? DYN;
}

export function isOptional(type: CelType): boolean {
  return type.kind === "opaque" && type.name === "optional_type";
}

export function isDynOrError(type: CelType): boolean {
  return type.kind === "dyn" || type.kind === "error";
}

/** True if both types are the same, parameters included. */
export function sameType(a: CelType, b: CelType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.name !== b.name || a.params.length !== b.params.length) return false;
  return a.params.every((param, i) => sameType(param, b.params[i] as CelType));
}

/** The type as CEL messages write it, e.g. `map(string, list(int))`. */
export function formatType(type: CelType): string {
  return type.params.length === 0 ? type.name : `${type.name}(${type.params.map(formatType).join(", ")})`;
}

const SIMPLE: Record<string, CelType> = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  duration: DURATION,
  dyn: DYN,
  int: INT,
  null: NULL,
  string: STRING,
  timestamp: TIMESTAMP,
  uint: UINT,
  IP: opaqueType("net.IP"),
  CIDR: opaqueType("net.CIDR"),
  URL: structType("kubernetes.URL"),
  Quantity: structType("kubernetes.Quantity"),
  Semver: structType("kubernetes.Semver"),
  Format: structType("kubernetes.NamedFormat"),
};

/** Reads the short notation that function declarations use: `list<string>`, `map<K, V>`, `optional<A>`, `IP`; one capital letter is a type parameter. */
export function readType(text: string): CelType {
  const generic = /^([a-z]+)<(.*)>$/.exec(text);
  if (generic === null) return SIMPLE[text] ?? paramType(text);
  const params = readTypes(generic[2] as string);
  const first = params[0] ?? DYN;
  switch (generic[1]) {
    case "list":
      return listType(first);
    case "map":
      return mapType(first, params[1] ?? DYN);
    case "optional":
      return optionalType(first);
    default:
      return typeType(first);
  }
}

/** Reads a list of types, separated by commas. */
export function readTypes(text: string): CelType[] {
  const types: CelType[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === "<") depth++;
    else if (text[i] === ">") depth--;
    else if (i === text.length || (text[i] === "," && depth === 0)) {
      const part = text.slice(start, i).trim();
      if (part !== "") types.push(readType(part));
      start = i + 1;
    }
  }
  return types;
}
