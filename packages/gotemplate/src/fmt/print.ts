import { formatFloat } from "../strconv/format-float.ts";
import { GoInteger, GoOpaque, type GoValue } from "../values.ts";
import { Printer } from "./printer.ts";

/** `%v` of one value; `<nil>` for nil. */
export function formatDefault(value: GoValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof GoInteger) return value.value.toString();
  return new Printer().argument(value, "v");
}

function formatNumber(value: number): string {
  const small = Number.isInteger(value) && Math.abs(value) < 1e6 && !Object.is(value, -0);
  return small ? String(value) : formatFloat(value, "g", -1);
}

/** What text/template prints of a value (exec.go: printableValue): no value is a text, and a pointer what it points to unless that has a String method. */
export function printable(value: GoValue): GoValue {
  if (value === undefined || value === null) return "<no value>";
  if (!(value instanceof GoOpaque) || value.kind !== "ptr" || value.string !== undefined) return value;
  return new GoOpaque({ typeName: value.typeName.replace(/^\*/, ""), kind: "struct", fields: value.fields });
}

/** fmt.Sprint: spaces between operands when neither is a string. */
export function sprint(args: readonly GoValue[]): string {
  let text = "";
  for (const [index, arg] of args.entries()) {
    if (index > 0 && typeof arg !== "string" && typeof args[index - 1] !== "string") text += " ";
    text += formatDefault(arg);
  }
  return text;
}

/** fmt.Sprintln: spaces between all operands and a newline at the end. */
export function sprintln(args: readonly GoValue[]): string {
  return `${args.map(formatDefault).join(" ")}\n`;
}
