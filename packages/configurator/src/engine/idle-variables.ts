import {
  type ClassPatch,
  type ClassVariable,
  clusterClassSpec,
  compileTemplate,
  Failure,
  type Json,
  type JsonObject,
  type KubernetesObject,
  type Template,
} from "@cstack/clusterclass";

/** A patch, as far as it matters for whether it reads a variable. */
interface ReadingPatch {
  enabledIf: Template | undefined;
  /** Variables in the condition, and in condition or values. */
  condition: ReadonlySet<string>;
  reads: ReadonlySet<string>;
}

const readings = new WeakMap<KubernetesObject, ReadingPatch[]>();

/**
 * Variables that make no difference to a Cluster as it is: every patch that reads them is off, whatever they are set to (tried are their examples,
 * choices and defaults). With each stand the variables of those conditions. What no patch reads is for addons, and never idle.
 */
export function idleVariables(clusterClass: KubernetesObject, values: JsonObject): Record<string, string[]> {
  const { variables = [], patches = [] } = clusterClassSpec(clusterClass);
  const reading = readings.get(clusterClass) ?? patches.map(readingPatch);
  readings.set(clusterClass, reading);
  return Object.fromEntries(
    variables.flatMap((variable): [string, string[]][] => {
      const own = reading.filter(({ reads }) => reads.has(variable.name));
      if (own.length === 0 || own.some((patch) => mayApply(patch, variable, values))) return [];
      const others = own.flatMap(({ condition }) => [...condition]).filter((name) => name !== variable.name);
      return [[variable.name, [...new Set(others)]]];
    }),
  );
}

function mayApply({ enabledIf, condition }: ReadingPatch, variable: ClassVariable, values: JsonObject): boolean {
  // What the Cluster itself says is not tried, so a condition on it may hold.
  if (enabledIf === undefined || condition.has("builtin")) return true;
  if (isOn(enabledIf, values)) return true;
  return condition.has(variable.name) && triedValues(variable).some((value) => isOn(enabledIf, { ...values, [variable.name]: value }));
}

/** A condition that cannot be told counts as one that holds. */
function isOn(condition: Template, values: JsonObject): boolean {
  const text = condition.render(values);
  return text instanceof Failure || text === "true";
}

function triedValues({ schema: { openAPIV3Schema } }: ClassVariable): Json[] {
  const { type, enum: choices, example, default: own, properties } = openAPIV3Schema;
  const members = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  const examples = members.flatMap(([name, member]) => {
    const value = (member as JsonObject)["example"];
    return value === undefined ? [] : [[name, value] as const];
  });
  return [
    ...(type === "boolean" ? [true, false] : []),
    ...(Array.isArray(choices) ? choices : []),
    ...[example, own].filter((value) => value !== undefined),
    ...(examples.length === 0 ? [] : [Object.fromEntries(examples)]),
  ];
}

function readingPatch({ enabledIf, definitions = [] }: ClassPatch): ReadingPatch {
  const condition = enabledIf === undefined ? undefined : compileTemplate(enabledIf);
  const ofCondition = new Set(condition instanceof Failure ? [] : topNames(condition));
  const values = definitions.flatMap(({ jsonPatches }) =>
    jsonPatches.flatMap(({ valueFrom }) => [valueFrom?.template, valueFrom?.variable]),
  );
  const reads = values.flatMap((text, index) =>
    text === undefined ? [] : index % 2 === 0 ? topNames(compileTemplate(text)) : [topName(text)],
  );
  return {
    enabledIf: condition instanceof Failure ? undefined : condition,
    condition: ofCondition,
    reads: new Set([...ofCondition, ...reads]),
  };
}

function topNames(template: Template | Failure | undefined): string[] {
  return template === undefined || template instanceof Failure ? [] : template.paths.flatMap(([name]) => name ?? []);
}

/** `a.b[0]` reads `a`. */
function topName(path: string): string {
  return /^[^.[]*/.exec(path)![0];
}
