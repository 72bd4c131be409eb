import type { CelType } from "./cel-type.ts";
import type { DeclType } from "./decl-type.ts";
import { type Estimate, fixed, UNKNOWN } from "./estimate.ts";
import type { Expr } from "./expression.ts";

/** The bound that the schema sets for the value at a path; the first part of the path is the variable. */
export function schemaSize(root: DeclType, path: readonly string[]): Estimate | undefined {
  if (path.length === 0) return undefined;
  let decl: DeclType | undefined = root;
  for (const part of path.slice(1)) {
    if (part === "@items" || part === "@values") decl = decl.elem;
    else decl = part === "@keys" ? decl.key : decl.fields?.get(part);
    if (decl === undefined) return undefined;
  }
  return { min: 0, max: decl.maxElements };
}

export function knownOrUnknown(size: Estimate | undefined): Estimate {
  return size ?? UNKNOWN;
}

/** The size of what is written in the expression itself. */
export function literalSize(expr: Expr): Estimate | undefined {
  if (expr.kind === "list") return fixed(expr.elements.length);
  if (expr.kind === "map") return fixed(expr.entries.length);
  if (expr.kind !== "literal") return undefined;
  if (typeof expr.value === "string") return fixed([...expr.value].length);
  return fixed(expr.value instanceof Uint8Array ? expr.value.length : 1);
}

/** True for types whose values all have the same size. */
export function isScalar(type: CelType): boolean {
  if (type.kind === "opaque" && type.name === "optional_type") return type.params.every(isScalar);
  return ["bool", "double", "duration", "int", "timestamp", "uint"].includes(type.kind);
}
