import { schemaFiles } from "@cstack/model";
import { page, table } from "./markdown.ts";

interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  $ref?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  $defs?: Record<string, Schema>;
}

/** The formats of all source files, from their JSON Schemas. */
export function fileFormatsPage(): string {
  const sections = Object.entries(schemaFiles as Record<string, Schema>).map(([name, schema]) => fileSection(name, schema));
  const text = `The files that stacks, providers, features and addons are made of, and those of the ledger. Their JSON Schemas stand in \`packages/model/schemas\`;
[Editors](../editors.md) says how an editor uses them.`;
  return page("File formats", text, ...sections);
}

function fileSection(name: string, schema: Schema): string {
  const parts = Object.entries(schema.$defs ?? {}).map(([part, inner]) => `### ${name}: ${part}\n\n${body(inner, name)}`);
  return [`## ${name}`, body(schema, name), ...parts].join("\n\n");
}

function body(schema: Schema, file: string): string {
  const rows = Object.entries(schema.properties ?? {}).map(([member, inner]) => [
    `\`${member}\``,
    typeOf(inner, file),
    schema.required?.includes(member) === true ? "yes" : "",
    textOf(inner),
  ]);
  const own = rows.length > 0 ? [table(["Member", "Type", "Required", "Meaning"], rows)] : [`Type: ${typeOf(schema, file)}.`];
  return [
    ...(schema.description === undefined ? [] : [schema.description]),
    ...(schema.$defs !== undefined && rows.length === 0 ? [] : own),
  ].join("\n\n");
}

/** Names in angle brackets would be read as HTML. */
function textOf({ description = "" }: Schema): string {
  return description.replaceAll(/(?<!`[^`]*)</g, "\\<");
}

/** A type in words, with links to the parts that it refers to. */
function typeOf(schema: Schema, file: string): string {
  if (schema.$ref !== undefined) return reference(schema.$ref, file);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((option) => `\`${String(option)}\``).join(", ");
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return branches.map((branch) => typeOf(branch, file)).join(" or ");
  if (schema.type === "array") return `list of ${schema.items === undefined ? "anything" : typeOf(schema.items, file)}`;
  if (schema.type === "object") return objectType(schema, file);
  return [schema.type ?? "anything"].flat().join(" or ");
}

function objectType({ properties, additionalProperties }: Schema, file: string): string {
  if (typeof additionalProperties === "object") return `map of ${typeOf(additionalProperties, file)}`;
  const members = Object.keys(properties ?? {});
  return members.length === 0 ? "map" : `object with ${members.map((member) => `\`${member}\``).join(", ")}`;
}

function reference(ref: string, file: string): string {
  const [target = "", part = ""] = ref.split("#/$defs/");
  const owner = target === "" ? file : target.replace(".json", "");
  return `[${part}](#${owner}-${part.toLowerCase()})`;
}
