import { UnsupportedError } from "../errors.ts";
import { sortedKeys } from "../map-order.ts";
import { fromBytes } from "../utf8.ts";
import { GoInteger, GoOpaque, GoSlice, GoTypedMap, type GoValue, kindOf, mapGet, sliceItems, typeName } from "../values.ts";
import { type Flags, noFlags, pad } from "./flags.ts";
import { formatFloatVerb } from "./float.ts";
import { formatInteger } from "./integer.ts";
import { formatText } from "./text.ts";

/** Prints values under one set of flags: the `pp` of fmt (print.go of Go 1.26). */
export class Printer {
  readonly flags: Flags;
  /** Set while a wrong verb is reported, where methods of the value are not called. */
  #reporting = false;

  constructor(flags: Flags = noFlags()) {
    this.flags = flags;
  }

  /** print.go: printArg. `verb` is one character. */
  argument(value: GoValue, verb: string): string {
    if (value === undefined || value === null) return verb === "T" || verb === "v" ? pad("<nil>", this.flags) : `%!${verb}(<nil>)`;
    if (verb === "T") return formatText(typeName(value), "s", this.flags)!;
    if (verb === "p") return this.#pointer(value, verb);
    return this.#value(value, verb, 0);
  }

  /** A verb that the type does not have: `%!d(string=hi)`. */
  #wrongVerb(verb: string, value: GoValue): string {
    const before = this.#reporting;
    this.#reporting = true;
    const text = `%!${verb}(${typeName(value)}=${this.argument(value, "v")})`;
    this.#reporting = before;
    return text;
  }

  #value(value: GoValue, verb: string, depth: number): string {
    switch (typeof value) {
      case "undefined":
        return "<nil>";
      case "boolean":
        return verb === "t" || verb === "v" ? pad(String(value), this.flags) : this.#wrongVerb(verb, value);
      case "number":
        return formatFloatVerb(value, verb, this.flags) ?? this.#wrongVerb(verb, value);
      case "string":
        return formatText(value, verb, this.flags) ?? this.#wrongVerb(verb, value);
    }
    if (value === null) return this.flags.sharpV ? "interface {}(nil)" : "<nil>";
    if (value instanceof GoInteger) {
      return formatInteger(value.value, !value.kind.startsWith("u"), verb, this.flags) ?? this.#wrongVerb(verb, value);
    }
    if (verb === "w" && !this.#reporting) return this.#wrongVerb(verb, value);
    if (value instanceof GoOpaque) return this.#opaque(value, verb, depth);
    return kindOf(value) === "map" ? this.#map(value, verb, depth) : this.#slice(value, verb, depth);
  }

  #map(map: GoValue, verb: string, depth: number): string {
    const { sharpV } = this.flags;
    if (sharpV && map instanceof GoTypedMap && map.isNil) return `${typeName(map)}(nil)`;
    const entries = sortedKeys(map).map(
      (key) => `${this.#value(key, verb, depth + 1)}:${this.#element(mapGet(map, key), map, verb, depth)}`,
    );
    return sharpV ? `${typeName(map)}{${entries.join(", ")}}` : `map[${entries.join(" ")}]`;
  }

  #slice(slice: GoValue, verb: string, depth: number): string {
    const { sharpV } = this.flags;
    if (slice instanceof GoSlice && slice.elementType === "uint8" && "sqxX".includes(verb)) {
      return formatText(
        fromBytes(Uint8Array.from(slice.items, (item) => (item instanceof GoInteger ? Number(item.value) : 0))),
        verb,
        this.flags,
      )!;
    }
    if (sharpV && slice instanceof GoSlice && slice.isNil) return `${typeName(slice)}(nil)`;
    const items = sliceItems(slice)!.map((item) => this.#element(item, slice, verb, depth));
    return sharpV ? `${typeName(slice)}{${items.join(", ")}}` : `[${items.join(" ")}]`;
  }

  /** An element; one whose type is an interface lies a level deeper. */
  #element(value: GoValue, container: GoValue, verb: string, depth: number): string {
    const typed = container instanceof GoSlice || container instanceof GoTypedMap;
    return this.#value(value === undefined ? null : value, verb, depth + (typed ? 1 : 2));
  }

  #opaque(value: GoOpaque, verb: string, depth: number): string {
    if (value.string !== undefined && !this.#reporting && !this.flags.sharpV && "vsxXq".includes(verb)) {
      return formatText(value.string(), verb, this.flags)!;
    }
    if (value.kind === "struct") return this.#struct(value, typeName(value), verb, depth);
    if (value.kind === "ptr" && depth === 0) return `&${this.#struct(value, typeName(value).replace(/^\*/, ""), verb, depth + 1)}`;
    return this.#pointer(value, verb);
  }

  #struct(value: GoOpaque, type: string, verb: string, depth: number): string {
    const { sharpV, plusV } = this.flags;
    const fields = value.fields.map(([name, field]) => (sharpV || plusV ? `${name}:` : "") + this.#value(field ?? null, verb, depth + 1));
    return `${sharpV ? type : ""}{${fields.join(sharpV ? ", " : " ")}}`;
  }

  /** An address in memory, which no two runs of Go have in common. */
  #pointer(value: GoValue, verb: string): string {
    if (!["ptr", "slice", "map", "func"].includes(kindOf(value))) return this.#wrongVerb(verb, value);
    throw new UnsupportedError(`the address of a ${typeName(value)} cannot be printed`);
  }
}
