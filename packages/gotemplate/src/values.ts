/**
 * The Go value model: how values of Go are represented in JavaScript, so that `%v`, `%T`, comparison and argument checks come out as in Go 1.26.
 *
 * | Go                                      | here                                                              |
 * |-----------------------------------------|-------------------------------------------------------------------|
 * | invalid reflect.Value (missing map key) | `undefined`; prints `<no value>`                                  |
 * | nil interface value                     | `null`; prints `<nil>` inside a list or map                       |
 * | bool, float64                           | `boolean`, `number`                                               |
 * | string                                  | `string`; bytes that are not UTF-8 are escaped, see utf8.ts       |
 * | int, int64, uint8 ...                   | {@link GoInteger}                                                 |
 * | []interface {}                          | plain array; a nil one is a {@link GoSlice}                       |
 * | []string, []int ...                     | {@link GoSlice}                                                   |
 * | map[string]interface {}                 | plain object, only its own properties count; a nil one is {@link GoTypedMap} |
 * | map[string]string ...                   | {@link GoTypedMap}                                                |
 * | structs, pointers, named types          | {@link GoOpaque}                                                  |
 *
 * Data read with `JSON.parse` is therefore a value as it stands. Lists and maps are shared by reference, as in Go.
 */
export type GoValue = undefined | null | boolean | number | string | GoInteger | GoValue[] | GoObject | GoSlice | GoTypedMap | GoOpaque;

/** `map[string]interface {}`. Read it with {@link mapGet} and write it with {@link mapSet}: a key may be `__proto__` or `constructor`. */
export type GoObject = { [key: string]: GoValue };

/** What `reflect.Kind.String()` says. */
export type GoKind = "invalid" | "bool" | "float64" | "string" | "slice" | "map" | "struct" | "ptr" | "func" | "interface" | GoIntegerKind;

export type GoIntegerKind = "int" | "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32" | "uint64";

/** A Go type as `reflect.Type.String()` prints it: `interface {}`, `[]string`, `map[string]interface {}`, `*semver.Version`. */
export type GoType = string;

/** An integer of a sized Go type. Make one with {@link goInt} or {@link goInteger}, which wrap around as Go does. */
export class GoInteger {
  readonly kind: GoIntegerKind;
  readonly value: bigint;

  constructor(kind: GoIntegerKind, value: bigint) {
    this.kind = kind;
    this.value = value;
  }
}

/** A slice whose element type is not `interface {}`, or a nil slice of any type. */
export class GoSlice {
  readonly elementType: GoType;
  readonly items: GoValue[];
  readonly isNil: boolean;

  constructor(elementType: GoType, items: GoValue[], isNil = false) {
    this.elementType = elementType;
    this.items = items;
    this.isNil = isNil;
  }
}

/** A map with string keys whose element type is not `interface {}`, or a nil map of any element type. */
export class GoTypedMap {
  readonly elementType: GoType;
  readonly entries: Map<string, GoValue>;
  readonly isNil: boolean;

  constructor(elementType: GoType, entries: Map<string, GoValue>, isNil = false) {
    this.elementType = elementType;
    this.entries = entries;
    this.isNil = isNil;
  }
}

/** What makes up a {@link GoOpaque}. */
export interface GoOpaqueParts {
  readonly typeName: GoType;
  readonly kind: GoKind;
  /** Fields in the order of declaration, unexported ones too: `%v` prints them, templates read those with an upper-case name. */
  readonly fields?: readonly (readonly [name: string, value: GoValue])[];
  /** Exported methods, receiver bound; templates call them as `.Major` or `.Compare $other`. */
  readonly methods?: FunctionTable;
  /** The result of the `String()` or `Error()` method; absent if the type has none. */
  readonly string?: () => string;
  /** What functions of the same table need of the value and templates cannot see. */
  readonly payload?: unknown;
}

/** A value of a named Go type (`*semver.Version`, `time.Duration`, a struct), known by its fields, methods and text. */
export class GoOpaque {
  readonly typeName: GoType;
  readonly kind: GoKind;
  readonly fields: readonly (readonly [name: string, value: GoValue])[];
  readonly methods: FunctionTable;
  readonly string: (() => string) | undefined;
  readonly payload: unknown;

  constructor(parts: GoOpaqueParts) {
    this.typeName = parts.typeName;
    this.kind = parts.kind;
    this.fields = parts.fields ?? [];
    this.methods = parts.methods ?? new Map();
    this.string = parts.string;
    this.payload = parts.payload;
  }
}

/** What a function may ask of the execution that calls it. */
export interface CallContext {
  /** Call before building a text of that many characters. Throws a `TemplateError` with code `output-limit` if it is more than the output may hold. */
  readonly chargeText: (length: number) => void;
  /** Call before building or walking that many list items. Throws a `TemplateError` with code `iteration-limit` beyond the limit on loop iterations. */
  readonly chargeItems: (count: number) => void;
}

/**
 * A function that templates can call. The executor checks and converts arguments exactly as text/template does by reflection
 * (exec.go: evalArg, validateType), so `call` gets values of the declared types:
 * - `interface {}`: any value, nil is `null`; never `undefined`;
 * - `reflect.Value`: any value, and `undefined` for a missing one (only the builtins of text/template are declared so);
 * - `string`, `bool`, `float64`: the JavaScript primitive; `int`, `int64` ...: a {@link GoInteger} of that kind;
 * - `[]interface {}`: array or nil {@link GoSlice}; `map[string]interface {}`: object or nil {@link GoTypedMap}; other types: the value of that type.
 */
export interface TemplateFunction {
  /** Go types of the parameters in order. */
  readonly parameters: readonly GoType[];
  /** The last parameter takes any number of arguments of its type. */
  readonly variadic?: boolean;
  /** The function changes a map or list that it is given; data are copied before a template that uses it is executed. */
  readonly mutates?: boolean;
  /** Throws {@link GoError} where the Go function returns an error or panics. */
  readonly call: (args: readonly GoValue[], context: CallContext) => GoValue;
}

/** Functions by the name that templates use. */
export type FunctionTable = ReadonlyMap<string, TemplateFunction>;

/** An error that a function returns, or a panic in it; the executor reports it as `error calling <function>: <message>` with the place. */
export class GoError extends Error {
  override readonly name = "GoError";
}

const integerBits: Readonly<Record<GoIntegerKind, number>> = {
  int: 64,
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
  uint: 64,
  uint8: 8,
  uint16: 16,
  uint32: 32,
  uint64: 64,
};

/** An integer of the given kind, wrapped around to its size as a Go conversion does. */
export function goInteger(kind: GoIntegerKind, value: bigint | number): GoInteger {
  const wide = BigInt(value);
  const bits = integerBits[kind];
  return new GoInteger(kind, kind.startsWith("u") ? BigInt.asUintN(bits, wide) : BigInt.asIntN(bits, wide));
}

/** An `int`, the type of integer literals in templates (64 bits). `value` must be integral. */
export function goInt(value: bigint | number): GoInteger {
  return goInteger("int", value);
}

/** Whether it is a `map[string]interface {}` that is not nil: a plain object. */
export function isGoObject(value: GoValue): value is GoObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof GoInteger || value instanceof GoSlice || value instanceof GoTypedMap || value instanceof GoOpaque);
}

/** `reflect.Value.Kind()`; a nil interface has, as an argument, kind `invalid`. */
export function kindOf(value: GoValue): GoKind {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "float64";
    case "boolean":
      return "bool";
    case "undefined":
      return "invalid";
  }
  if (value === null) return "invalid";
  if (Array.isArray(value) || value instanceof GoSlice) return "slice";
  if (value instanceof GoInteger || value instanceof GoOpaque) return value.kind;
  return "map";
}

/** The dynamic type as `%T` prints it; `<nil>` for nil and for no value. */
export function typeName(value: GoValue): GoType {
  if (value instanceof GoOpaque) return value.typeName;
  if (value instanceof GoSlice) return `[]${value.elementType}`;
  if (value instanceof GoTypedMap) return `map[string]${value.elementType}`;
  const kind = kindOf(value);
  if (kind === "invalid") return "<nil>";
  if (kind === "slice") return "[]interface {}";
  return kind === "map" ? "map[string]interface {}" : kind;
}

/** The items of a slice of any element type, not copied; `undefined` if it is no slice. */
export function sliceItems(value: GoValue): GoValue[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof GoSlice ? value.items : undefined;
}

/** A new empty `map[string]interface {}`. */
export function newMap(): GoObject {
  return Object.create(null);
}

/** The value of a key in a map of any element type, `undefined` if the key is absent or the value is no map. */
export function mapGet(map: GoValue, key: string): GoValue {
  if (map instanceof GoTypedMap) return map.entries.get(key);
  if (!isGoObject(map)) return undefined;
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Sets a key of a map that is not nil, whatever the key is called. */
export function mapSet(map: GoObject | GoTypedMap, key: string, value: GoValue): void {
  if (map instanceof GoTypedMap) {
    map.entries.set(key, value);
    return;
  }
  if (key === "__proto__") Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}

/** The keys of a map of any element type in insertion order (Go's is random: sort them with `compareText` of utf8.ts where it shows); none for other values. */
export function mapKeys(map: GoValue): string[] {
  if (map instanceof GoTypedMap) return [...map.entries.keys()];
  return isGoObject(map) ? Object.keys(map).filter((key) => map[key] !== undefined) : [];
}
