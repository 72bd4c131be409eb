import { isObject, type Json, type JsonObject } from "@cstack/clusterclass";

/** What a field is for people: how it is filled in. `yaml` is for what schemas leave open. */
export type FieldKind = "text" | "integer" | "number" | "boolean" | "choice" | "list" | "object" | "map" | "yaml";

/** A field of the form, made of a schema. Limits are shown, and judged by the engine alone. */
export interface Field {
  /** Name of the variable or the member; empty for items of lists and maps. */
  name: string;
  kind: FieldKind;
  description: string;
  required: boolean;
  default?: Json;
  example?: Json;
  /** Texts that a choice offers; a member of another type is `yaml`. */
  options: string[];
  /** What limits it, for people: `1 to 100`, `^/dev/`. */
  limits: string;
  /** Members of an object. */
  members: Field[];
  /** Item of a list, or value of a map. */
  item?: Field;
}

/** The field for a schema in Cluster API's dialect of OpenAPI v3. */
export function fieldOf(name: string, schema: JsonObject, required = false): Field {
  const { type, description, example, enum: choices } = schema;
  const options = Array.isArray(choices) ? choices.filter((choice) => typeof choice === "string") : [];
  const kind = kindOf(type, options, schema);
  const item = itemSchema(schema);
  return {
    name,
    kind,
    description: typeof description === "string" ? description : "",
    required,
    ...(schema["default"] === undefined ? {} : { default: schema["default"] }),
    ...(example === undefined ? {} : { example }),
    options,
    limits: limitsOf(schema),
    members: kind === "object" ? membersOf(schema) : [],
    ...(item === undefined ? {} : { item: fieldOf("", item) }),
  };
}

function kindOf(type: Json | undefined, options: readonly string[], schema: JsonObject): FieldKind {
  if (type === "boolean" || type === "integer" || type === "number") return type;
  if (type === "string") return options.length > 0 ? "choice" : "text";
  if (type === "array") return isObject(schema["items"]) ? "list" : "yaml";
  if (type !== "object") return "yaml";
  if (isObject(schema["properties"])) return "object";
  return isObject(schema["additionalProperties"]) ? "map" : "yaml";
}

function membersOf(schema: JsonObject): Field[] {
  const { properties, required } = schema;
  const names = Array.isArray(required) ? required : [];
  return Object.entries(isObject(properties) ? properties : {}).flatMap(([name, member]) =>
    isObject(member) ? [fieldOf(name, member, names.includes(name))] : [],
  );
}

function itemSchema({ type, items, additionalProperties, properties }: JsonObject): JsonObject | undefined {
  if (type === "array" && isObject(items)) return items;
  return type === "object" && properties === undefined && isObject(additionalProperties) ? additionalProperties : undefined;
}

/** Numbers and patterns as signs, which need no language. */
function limitsOf(schema: JsonObject): string {
  const range = (low: Json | undefined, high: Json | undefined): string =>
    low === undefined && high === undefined ? "" : `${low === undefined ? "" : `${low} `}…${high === undefined ? "" : ` ${high}`}`;
  const numbers = range(schema["minimum"], schema["maximum"]);
  const items = range(schema["minItems"] ?? schema["minProperties"], schema["maxItems"] ?? schema["maxProperties"]);
  const { format } = schema;
  return [numbers, items === "" ? "" : `# ${items}`, typeof format === "string" ? format : ""].filter((text) => text !== "").join(", ");
}

/** What a new item of a list, or a new value of a map, begins as. */
export function emptyValue(field: Field): Json {
  if (field.default !== undefined) return field.default;
  switch (field.kind) {
    case "boolean":
      return false;
    case "integer":
    case "number":
      return 0;
    case "choice":
      return field.options[0] ?? "";
    case "list":
      return [];
    case "object":
      return Object.fromEntries(field.members.filter(({ required }) => required).map((member) => [member.name, emptyValue(member)]));
    case "map":
    case "yaml":
      return {};
    case "text":
      return "";
  }
}
