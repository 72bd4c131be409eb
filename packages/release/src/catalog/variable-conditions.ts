import { type ClassPatch, compileTemplate, Failure, type Json, type JsonObject, variableAt } from "@cstack/clusterclass";
import type { DocumentedAddon, DocumentedPatch, DocumentedVariable, VariableCondition } from "./unit-document.ts";

/** What conditions are found from. */
export interface ConditionInput {
  variables: readonly DocumentedVariable[];
  /** As the class has them, and as they are documented; without those that only refuse. */
  patches: readonly { patch: ClassPatch; documented: DocumentedPatch }[];
  addons: readonly Pick<DocumentedAddon, "id" | "switch">[];
  /** Values of a Cluster that sets as little as possible. */
  defaults: JsonObject;
}

type Choice = VariableCondition["values"][number];
/** Values of switches under which something is read. */
type Combination = ReadonlyMap<string, Choice>;

/** More combinations of one patch's switches than this are not tried; its variables then count as having an effect in all. */
const mostCombinations = 256;

/**
 * Under which choices of other variables each variable has an effect, found by trying: a patch is rendered with several values of the variable under all
 * values of the enums and booleans that it reads, everything else at its default; an addon reads nothing where it is off. Where no
 * effect is seen at all, or it cannot be known, there is no condition.
 */
export function withConditions(input: ConditionInput): DocumentedVariable[] {
  const choices = new Map(input.variables.map((variable) => [variable.name, choicesOf(variable)] as const));
  return input.variables.map((variable) => ({ ...variable, requires: conditionsOf(variable, choices, input) }));
}

function conditionsOf(variable: DocumentedVariable, choices: ReadonlyMap<string, Choice[]>, input: ConditionInput): VariableCondition[] {
  const uses = [...patchUses(variable, choices, input), ...addonUses(variable, input)];
  const [first] = uses;
  if (first === undefined || uses.some((combinations) => combinations === "always")) return [];
  const combinations = uses.flatMap((use) => (use === "always" ? [] : use));
  const shared = [...new Set(combinations.flatMap((combination) => [...combination.keys()]))].filter((name) =>
    combinations.every((combination) => combination.has(name)),
  );
  return shared.flatMap((name): VariableCondition[] => {
    const all = choices.get(name) ?? [];
    const values = all.filter((choice) => combinations.some((combination) => combination.get(name) === choice));
    return values.length < all.length ? [{ variable: name, values }] : [];
  });
}

/** Values of a variable that others can depend on: the options of an enum of texts, or both of a boolean; none for all others. */
function choicesOf({ schema }: DocumentedVariable): Choice[] {
  if (schema["type"] === "boolean") return [true, false];
  const options = schema["enum"];
  return Array.isArray(options) && options.every((option) => typeof option === "string") ? (options as string[]) : [];
}

function patchUses(
  variable: DocumentedVariable,
  choices: ReadonlyMap<string, Choice[]>,
  { patches, defaults }: ConditionInput,
): (Combination[] | "always")[] {
  const tried = triedValues(variable, choices.get(variable.name) ?? [], defaults);
  return patches
    .filter(({ documented }) => documented.variables.includes(variable.name))
    .map(({ patch, documented }) => {
      const switches = documented.variables.filter((name) => name !== variable.name && (choices.get(name)?.length ?? 0) > 0);
      const combinations = product(switches.map((name) => [name, choices.get(name)!]));
      if (switches.length === 0 || combinations === undefined) return "always";
      const effective = combinations.filter((combination) => {
        const outcomes = tried.map((value) =>
          outcomeOf(patch, { ...defaults, ...Object.fromEntries(combination), [variable.name]: value }),
        );
        return outcomes.includes(undefined) || new Set(outcomes).size > 1;
      });
      return effective.length === 0 ? "always" : effective;
    });
}

/** Values to try: the one without which a Cluster is, and others that show an effect. */
function triedValues({ name, examples }: DocumentedVariable, choices: readonly Choice[], defaults: JsonObject): Json[] {
  const unset = defaults[name] === undefined ? [] : [defaults[name]];
  return [...unset, ...examples, ...choices];
}

/** All combinations; undefined where there are too many. */
function product(switches: readonly (readonly [string, readonly Choice[]])[]): Combination[] | undefined {
  const count = switches.reduce((product, [, choices]) => product * choices.length, 1);
  if (count > mostCombinations) return undefined;
  return switches.reduce<Combination[]>(
    (rows, [name, choices]) => rows.flatMap((row) => choices.map((choice) => new Map([...row, [name, choice]]))),
    [new Map()],
  );
}

/** What a patch writes, as one text; undefined where that cannot be said here, because it reads what only a real Cluster has. */
function outcomeOf({ enabledIf, definitions = [] }: ClassPatch, data: JsonObject): string | undefined {
  const enabled = enabledIf === undefined ? "true" : rendered(enabledIf, data);
  if (enabled !== "true") return enabled;
  const values = definitions.flatMap(({ jsonPatches }) =>
    jsonPatches.map(({ valueFrom: { template, variable } = {} }) => {
      if (template !== undefined) return rendered(template, data);
      if (variable === undefined) return "";
      const value = variableAt(data, variable);
      return value instanceof Failure ? undefined : JSON.stringify(value);
    }),
  );
  return values.includes(undefined) ? undefined : values.join("\n");
}

function rendered(text: string, data: JsonObject): string | undefined {
  const template = compileTemplate(text);
  const result = template instanceof Failure ? template : template.render(data);
  return result instanceof Failure ? undefined : result;
}

function addonUses({ name, usedBy }: DocumentedVariable, { addons }: ConditionInput): (Combination[] | "always")[] {
  return usedBy.addons.map((id) => {
    const own = addons.find((addon) => addon.id === id)?.switch;
    if (own === undefined || own.variable === name) return "always";
    return own.values.map((value) => new Map([[own.variable, value]]));
  });
}
