import { type JsonObject, type KubernetesObject, type Plan, planCluster } from "@cstack/clusterclass";
import { type Check, type Diagnostic, type Expectation, problem, type TemplateSlot } from "@cstack/model";
import type { Feature } from "../load/repository.ts";
import type { RenderedUnit } from "../render/render-unit.ts";
import { isDeclared } from "./refused-place.ts";
import { sampleWith } from "./sample-cluster.ts";

/** Runs the checks of all features of a unit with the plan engine: what each promises for some variables must come out. */
export function runFeatureChecks(rendered: RenderedUnit): { ran: number; diagnostics: Diagnostic[] } {
  const checks = rendered.unit.features.flatMap((feature) =>
    (feature.data.checks ?? []).map((check, index) => ({ feature, check, index })),
  );
  const diagnostics = checks.flatMap(({ feature, check, index }) => {
    const place = feature.document.place(["checks", index]);
    return missedExpectations(rendered, check).map((text) => problem("CS4004", place, `${rendered.unit.id}: ${text}`));
  });
  return { ran: checks.length, diagnostics: [...diagnostics, ...uncheckedPatches(rendered), ...uncheckedRefusals(rendered)] };
}

/** What a check expects of the sample Cluster with its variables and does not find; one text each. */
export function missedExpectations(rendered: RenderedUnit, check: Check): string[] {
  const plan = planCluster(sampleWith(rendered, { ...featureDefaults(rendered), ...check.given }));
  if (check.fails !== undefined) return missedRefusal(check, check.fails, rendered, plan);
  if (plan.errors.length > 0) return plan.errors.map(({ field, message }) => `${check.name}: ${field}: ${message}`);
  return (check.expect ?? []).flatMap((expectation) => missed(rendered, check, expectation, plan));
}

/** Checks are written for the defaults of features. Where the stack has others, these take their place; a switch without any is off. */
function featureDefaults({ unit }: RenderedUnit): Record<string, unknown> {
  const changed = unit.variables.filter(({ name }) => Object.hasOwn(unit.stack.data.defaults ?? {}, name));
  return Object.fromEntries(
    changed.flatMap(({ name, role, definedIn }) => {
      const declared = definedIn.flatMap(({ data }) => (data.variables ?? []).filter((variable) => variable.name === name));
      const own = declared.map((variable) => variable.default ?? defaultOf(variable.schema)).find((value) => value !== undefined);
      const value = own ?? (role === undefined ? undefined : "none");
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function defaultOf(schema: unknown): unknown {
  return (schema as { default?: unknown } | undefined)?.default;
}

/** `fails` names the refused field, in which a variable may be written by name instead of its position, or a refusal of the feature. */
function missedRefusal(check: Check, place: string, { unit }: RenderedUnit, { errors }: Plan): string[] {
  if (errors.length === 0) return [`${check.name}: the Cluster is accepted, expected is a refusal of ${place}`];
  if (errors.some((error) => isDeclared(error, [check], unit))) return [];
  return [`${check.name}: refused is ${errors.map(({ field, message }) => field || message).join(", ")}, expected ${place}`];
}

function missed(rendered: RenderedUnit, { name }: Check, expectation: Expectation, { objects }: Plan): string[] {
  return (rendered.unit.targets.get(expectation.on) ?? []).flatMap(({ slot, prefix = "" }) => {
    const { role, keepsTemplate } = places[slot];
    const object = objects.find((item) => role.test(item.role))?.object;
    const below = keepsTemplate ? prefix : prefix.replace("/spec/template/spec", "/spec");
    const path =
      expectation.path.startsWith("/spec/template/spec") && !keepsTemplate
        ? expectation.path.replace("/spec/template/spec", "/spec")
        : expectation.path;
    const found = valueAt(object, below + path);
    return fulfils(found, expectation) ? [] : [`${name}: ${expectation.on} ${expectation.path} of ${slot} is ${JSON.stringify(found)}`];
  });
}

/** Where the object of a slot stands in a plan, and whether it is a template as in the class, or an object with its spec at the top. */
const places: Record<TemplateSlot, { role: RegExp; keepsTemplate: boolean }> = {
  infrastructureCluster: { role: /^infrastructureCluster$/, keepsTemplate: false },
  controlPlane: { role: /^controlPlane$/, keepsTemplate: false },
  controlPlaneMachine: { role: /^controlPlaneMachineTemplate$/, keepsTemplate: true },
  workerBootstrap: { role: /^machineDeployment\/.*\/bootstrap$/, keepsTemplate: true },
  workerMachine: { role: /^machineDeployment\/.*\/infrastructure$/, keepsTemplate: true },
};

function fulfils(found: unknown, { equals, contains, absent }: Expectation): boolean {
  if (absent === true) return found === undefined;
  if (contains === undefined) return sameJson(found, equals);
  if (typeof found === "string") return found.includes(String(contains));
  return Array.isArray(found) && found.some((item) => sameJson(item, contains));
}

/** Equal as JSON, whatever the order of keys. */
function sameJson(a: unknown, b: unknown): boolean {
  return a !== undefined && canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([x], [y]) => (x < y ? -1 : 1)))
      : member,
  );
}

function valueAt(root: KubernetesObject | JsonObject | undefined, pointer: string): unknown {
  const parts = pointer.split("/").slice(1);
  return parts.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], root);
}

/** A feature with patches says by at least one check what they do. */
function uncheckedPatches(rendered: RenderedUnit): Diagnostic[] {
  return rendered.unit.features
    .filter((feature: Feature) => (feature.data.patches ?? []).length > 0 && (feature.data.checks ?? []).length === 0)
    .map((feature) => problem("CS4005", { file: feature.path }, `The feature "${feature.data.id}" has patches and no check.`));
}

/** Each refusal of a feature has a check with values that it refuses. */
function uncheckedRefusals({ unit }: RenderedUnit): Diagnostic[] {
  return unit.features.flatMap((feature) => {
    const checked = new Set((feature.data.checks ?? []).map(({ fails }) => fails));
    return (feature.data.refuses ?? []).flatMap(({ name }, index) =>
      checked.has(name)
        ? []
        : problem("CS4005", feature.document.place(["refuses", index]), `No check of "${feature.data.id}" says \`fails: ${name}\`.`),
    );
  });
}
