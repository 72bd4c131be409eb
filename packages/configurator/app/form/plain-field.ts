import type { Field, FieldKind } from "../../src/form/field.ts";

/** A field of the Cluster itself, which no schema of the class describes. */
export function plainField(name: string, kind: FieldKind, more: Partial<Pick<Field, "required" | "item" | "options">> = {}): Field {
  return { name, kind, description: "", required: false, options: [], limits: "", members: [], ...more };
}
