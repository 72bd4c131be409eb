import type { Json } from "../../api/json.ts";
import type { IpAddress, IpPrefix } from "../formats/ip-address.ts";

/** An unsigned integer; signed ones are plain `bigint`. */
export class CelUint {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

/** A span of time in nanoseconds. */
export class CelDuration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A moment, in nanoseconds since 1970 (UTC). */
export class CelTimestamp {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** The keys that a map can have; signed and unsigned integers are the same key. */
export type CelKey = string | bigint | boolean;

/**
 * A map or an object. `size` counts all entries of the JSON, also those that CEL cannot see (`hidden`: fields without a schema, and null fields),
 * which matter for equality only.
 */
export class CelMap {
  readonly entries: Map<CelKey, CelValue>;
  readonly size: number;
  readonly hidden: Map<string, Json>;
  constructor(entries: Map<CelKey, CelValue>, hidden: Map<string, Json> = new Map()) {
    this.entries = entries;
    this.hidden = hidden;
    this.size = entries.size + hidden.size;
  }
}

/** `optional_type`: a value or none. */
export class CelOptional {
  readonly value: CelValue | undefined;
  constructor(value: CelValue | undefined) {
    this.value = value;
  }
}

/** A type as a value: the result of `type(x)`, and names like `int`. */
export class CelTypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A value of a Kubernetes library: `kind` names the library, `value` is its own representation. */
export class CelOpaque<Kind extends string = string, Value = unknown> {
  readonly kind: Kind;
  readonly value: Value;
  constructor(kind: Kind, value: Value) {
    this.kind = kind;
    this.value = value;
  }
}

export type CelIp = CelOpaque<"net.IP", IpAddress>;
export type CelCidr = CelOpaque<"net.CIDR", IpPrefix>;

/** Data without a schema (`x-kubernetes-preserve-unknown-fields`): it can only be compared. */
export class CelPreserved {
  readonly json: Json;
  constructor(json: Json) {
    this.json = json;
  }
}

/** A value that is an error when it is used, e.g. null where the schema does not allow it. */
export class CelInvalid {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export type CelValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | CelUint
  | CelDuration
  | CelTimestamp
  | CelValue[]
  | CelMap
  | CelOptional
  | CelTypeValue
  | CelOpaque
  | CelPreserved
  | CelInvalid;

/** An error of the evaluation, which `&&`, `||`, `all` and `exists` can absorb. */
export class CelError extends Error {}

/** The result depends on something that is not decided here; never absorbed. */
export class Undecidable extends Error {}

/** The name of the type of a value, as `type()` and overload resolution see it. */
export function typeNameOf(value: CelValue): string {
  if (value === null) return "null_type";
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "number":
      return "double";
    case "bigint":
      return "int";
    case "string":
      return "string";
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: Exclude<CelValue, null | boolean | number | bigint | string>): string {
  if (Array.isArray(value)) return "list";
  if (value instanceof CelMap) return "map";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof CelUint) return "uint";
  if (value instanceof CelDuration) return "google.protobuf.Duration";
  if (value instanceof CelTimestamp) return "google.protobuf.Timestamp";
  if (value instanceof CelOptional) return "optional_type";
  if (value instanceof CelTypeValue) return "type";
  if (value instanceof CelOpaque) return value.kind;
  return "unknown";
}
