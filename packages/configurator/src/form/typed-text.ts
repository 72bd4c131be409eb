import type { Json } from "@cstack/clusterclass";
import type { Field } from "./field.ts";

/**
 * What somebody typed as a value. Text that is no number stays text where a number belongs, and the engine says so. Nothing typed is no value, unless a
 * text has to be there or has another default.
 */
export function readTyped(field: Pick<Field, "kind" | "required" | "default">, text: string): Json | undefined {
  if (field.kind === "integer" || field.kind === "number") {
    if (text.trim() === "") return undefined;
    const isDecimal = /^-?\d+(\.\d+)?$/.test(text.trim());
    return isDecimal && Number.isSafeInteger(Math.trunc(Number(text))) ? Number(text) : text;
  }
  if (text === "" && !field.required && (field.default ?? "") === "") return undefined;
  return text;
}

/** A scalar as it stands in an input; nothing for no value. */
export function typedText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
