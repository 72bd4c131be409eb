import { isObject, type Json, type JsonObject } from "@cstack/clusterclass";
import { type Diagnostic, problem } from "@cstack/model";

/** The value of a variable, or of a field in it: names joined by dots. */
export function variableValue(variables: JsonObject, path: string): Json | undefined {
  let current: Json | undefined = variables;
  for (const part of path.split(".")) current = isObject(current) ? current[part] : undefined;
  return current;
}

/** A copy of the variables with one of them, or a field in it, set. */
export function setValue(variables: JsonObject, path: string, value: string): JsonObject {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...variables, [head]: value };
  const inner = variables[head];
  return { ...variables, [head]: setValue(isObject(inner) ? inner : {}, rest.join("."), value) };
}

/** Variables that a step gives and the Cluster does not have yet. What somebody has set to something else is left alone and reported. */
export function missingVariables(
  set: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
  variables: JsonObject,
): { changes: Record<string, string>; diagnostics: Diagnostic[] } {
  const changes: Record<string, string> = {};
  const diagnostics: Diagnostic[] = [];
  for (const [path, name] of Object.entries(set)) {
    const found = values[name];
    const present = variableValue(variables, path);
    if (found === undefined)
      diagnostics.push(problem("CS7104", {}, `The variable ${path} should get "${name}", which the step does not read.`));
    else if (present === undefined || present === null || present === "") changes[path] = found;
    else if (present !== found)
      diagnostics.push(problem("CS7105", {}, `The variable ${path} is ${JSON.stringify(present)}, and "${found}" was found.`));
  }
  return { changes, diagnostics };
}
