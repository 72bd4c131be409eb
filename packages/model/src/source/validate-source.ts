import type { Ajv2020, ErrorObject } from "ajv/dist/2020.js";
import { type Diagnostic, type Place, problem } from "../diagnostics/diagnostic.ts";
import { unknownName } from "../diagnostics/nearest.ts";
import type { SourceDocument, SourcePath } from "./read-yaml.ts";
import { type SchemaName, schemaValidator } from "./schemas.ts";

/** Checks a document against the schema of its file; the value is typed by the caller's choice of schema. */
export function validateSource(document: SourceDocument, schema: SchemaName): Diagnostic[] {
  const { validate, ajv } = schemaValidator(schema);
  if (validate(document.value)) return [];
  const errors = mostTelling(validate.errors ?? []);
  return errors.map((error) => diagnosticOf(error, document, ajv));
}

/** Errors inside the branches of an anyOf say less than one sentence about the whole; keep one error for each place. */
function mostTelling(errors: ErrorObject[]): ErrorObject[] {
  const alternatives = errors.filter((error) => error.keyword === "anyOf").map((error) => error.instancePath);
  const kept = errors.filter((error) => error.keyword === "anyOf" || !alternatives.some((path) => error.instancePath.startsWith(path)));
  const seen = new Set<string>();
  return kept.filter((error) => {
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function diagnosticOf(error: ErrorObject, document: SourceDocument, _ajv: Ajv2020): Diagnostic {
  const path = pathOf(error.instancePath);
  const place = document.place(path);
  const where = path.length === 0 ? "The document" : path.join(".");
  switch (error.keyword) {
    case "additionalProperties":
    case "propertyNames":
      return unknownKey(error, document, path);
    case "required":
      return problem("CS1103", place, `${where} lacks the key "${String(error.params["missingProperty"])}".`);
    case "type":
      return problem("CS1102", place, `${where} is ${describe(error.data)}, expected ${String(error.params["type"])}.`, typeRepair(error));
    case "enum":
      return problem(
        "CS1104",
        place,
        `${where}: ${unknownName("value", String(error.data), (error.params["allowedValues"] as unknown[]).map(String))}`,
      );
    case "const":
      return problem("CS1104", place, `${where} must be ${JSON.stringify(error.params["allowedValue"])}.`);
    case "pattern":
      return problem(
        "CS1105",
        place,
        `${where} is ${JSON.stringify(error.data)}, which does not match ${String(error.params["pattern"])}.`,
        patternRepair(error),
      );
    case "anyOf":
      return problem("CS1102", place, `${where} is ${describe(error.data)} and fits none of the forms the schema allows.`);
    default:
      return problem("CS1106", place, `${where} ${error.message ?? "breaks the schema"}.`);
  }
}

function unknownKey(error: ErrorObject, document: SourceDocument, path: SourcePath): Diagnostic {
  const key = String(error.params["additionalProperty"] ?? error.params["propertyName"]);
  const place: Place = document.place([...path, key]);
  const known = Object.keys((error.parentSchema?.["properties"] as object | undefined) ?? {});
  if (error.keyword === "propertyNames") return problem("CS1105", place, `The name "${key}" has the wrong form.`);
  // The rest of a sentence, more likely than a key.
  const repair = key.includes(" ") ? "Quote the text before it: inside of {} a text ends at its first comma." : undefined;
  return problem("CS1101", place, unknownName("key", key, known), repair);
}

function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function describe(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : `the ${typeof value} ${JSON.stringify(value)}`;
}

function typeRepair(error: ErrorObject): string | undefined {
  if (error.params["type"] === "string" && typeof error.data === "number") return `Quote it: "${String(error.data)}".`;
  return undefined;
}

function patternRepair(error: ErrorObject): string | undefined {
  return typeof error.parentSchema?.["description"] === "string" ? String(error.parentSchema["description"]) : undefined;
}
