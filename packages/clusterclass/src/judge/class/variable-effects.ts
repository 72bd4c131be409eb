import type { ClassVariable } from "../../api/cluster-class.ts";
import { fieldAt } from "../../api/fields.ts";
import type { Json, JsonObject } from "../../api/json.ts";
import { sameJson } from "../../plan/field-changes.ts";
import { kubeadmRolloutReasons } from "../../plan/kubeadm-rollout.ts";
import type { ProviderFacts } from "../provider-facts.ts";
import type { ClassItem } from "./class-items.ts";
import type { ClassModel } from "./class-model.ts";
import { type Refusal, refusalOfCluster } from "./fixed-fields.ts";
import { variablesIn } from "./reads.ts";
import { type TriedValue, triedValues } from "./tried-values.ts";
import { changeOf } from "./value-check.ts";

/**
 * What a change of a variable does to a Cluster that exists:
 * - `fixed`: the rules of the variable refuse every change that an object would see, or every change if no object sees any;
 * - `refused`: the provider refuses some change that the rules allow (CC-J09);
 * - `rolls`: machines are replaced by some change;
 * - `in place`: objects are changed, no machine is replaced;
 * - `unknown`: patches read it, and none of the values that were tried, in none of their combinations, changed an object;
 * - `none`: no object of the class changes.
 */
export type EffectKind = "fixed" | "refused" | "rolls" | "in place" | "unknown" | "none";

export interface VariableEffect {
  name: string;
  change: EffectKind;
  /** Machines that are replaced: `controlPlane`, `machineDeployment/<class>`, `machinePool/<class>`. */
  rolls: string[];
  /** Its rules refuse some of the changes that objects would see. */
  partlyFixed: boolean;
}

/** Combinations of other variables that are tried beside each until it has an effect, and for further effects. */
const mostCombinations = { first: 256, further: 12 };

/** Classifies all variables by trying their values on the templates of the class. */
export function effectsOfVariables(model: ClassModel, facts: Pick<ProviderFacts, "mutability" | "schemas">): VariableEffect[] {
  const items = model.items.map((item) => ({ item, effects: effectsOn(item, facts) }));
  const read = variablesIn(model.reads, model.spec);
  return (model.spec.variables ?? []).map((variable) => {
    const found = items.flatMap(({ item, effects }) => [...seenEffects(model, item, variable, effects)]);
    if (found.length > 0) return summary(variable.name, new Set(found));
    if (keepsEveryValue(model, variable)) return summary(variable.name, new Set(["guarded"]));
    const change = read.has(variable.name) ? "unknown" : "none";
    return { name: variable.name, change, rolls: [], partlyFixed: false };
  });
}

/** True if the rules of a variable refuse every change of it. */
function keepsEveryValue({ candidates }: ClassModel, { name, schema }: ClassVariable): boolean {
  const values = candidates.get(name) ?? [];
  return (
    values.length > 1 &&
    values.every((old) => values.every((next) => old === next || changeOf(schema.openAPIV3Schema, old, next) === "refused"))
  );
}

type Effect = "guarded" | "refused" | "in place" | `rolls ${string}`;

function summary(name: string, effects: ReadonlySet<Effect>): VariableEffect {
  const rolls = [...effects].filter((effect) => effect.startsWith("rolls ")).map((effect) => effect.slice("rolls ".length));
  const guarded = effects.has("guarded");
  const change = changeFor(effects, rolls.length > 0);
  return { name, change, rolls: rolls.toSorted(), partlyFixed: guarded && change !== "fixed" };
}

function changeFor(effects: ReadonlySet<Effect>, rolls: boolean): EffectKind {
  if (effects.has("refused")) return "refused";
  if (rolls) return "rolls";
  if (effects.has("in place")) return "in place";
  return effects.has("guarded") ? "fixed" : "none";
}

/** What changes from one value to another do to one template, each effect once; ends when no other can be seen. */
function seenEffects(model: ClassModel, item: ClassItem, variable: ClassVariable, { effectOf, last }: ItemEffects): Set<Effect> {
  const { openAPIV3Schema } = variable.schema;
  const keepsValues = JSON.stringify(openAPIV3Schema).includes("oldSelf");
  const seen = new Set<Effect>();
  const compared = new Set<string>();
  let tried = 0;
  for (const results of triedValues(model, item, variable, mostCombinations.first)) {
    if (seen.size > 0 && tried >= mostCombinations.further) return seen;
    tried += 1;
    for (const [before, after] of pairs(results)) {
      const guarded = keepsValues && changeOf(openAPIV3Schema, before.value, after.value) === "refused";
      const key = `${before.text} ${after.text} ${guarded}`;
      if (compared.has(key)) continue;
      compared.add(key);
      seen.add(guarded ? "guarded" : effectOf(before.template, after.template));
      if (seen.has(last) && (!keepsValues || seen.has("guarded"))) return seen;
    }
  }
  return seen;
}

interface Compared {
  value: Json | undefined;
  template: JsonObject;
  text: string;
}

/** Every two values, in both directions, that come to different templates. */
function* pairs(results: Iterable<TriedValue>): Generator<[Compared, Compared]> {
  const earlier: Compared[] = [];
  for (const { value, template } of results) {
    if (template === undefined) continue;
    const current = { value, template, text: JSON.stringify(template) };
    for (const other of earlier) {
      if (other.text === current.text || sameJson(other.template, current.template)) continue;
      yield [other, current];
      yield [current, other];
    }
    earlier.push(current);
  }
}

/** What changes of a template do, and the effect after which no stronger one can come. */
interface ItemEffects {
  effectOf: (old: JsonObject, next: JsonObject) => Effect;
  last: Effect;
}

/**
 * Templates of machines are replaced, and with them the machines; objects of a control plane and an infrastructure cluster are changed as they are.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/reconcile_state.go.
 */
function effectsOn(item: ClassItem, facts: Pick<ProviderFacts, "mutability" | "schemas">): ItemEffects {
  const { holder, className } = item;
  if (holder === "infrastructureCluster") return clusterEffects(refusalOfCluster(item, facts));
  const machines = holder === "controlPlane" || holder === "controlPlaneMachine" ? "controlPlane" : `${holder}/${className}`;
  const last = `rolls ${machines}` as const;
  const isKubeadm = holder === "controlPlane" && item.reference.kind === "KubeadmControlPlaneTemplate";
  return { last, effectOf: isKubeadm ? kubeadmEffect : () => last };
}

function clusterEffects(refusal: Refusal | undefined): ItemEffects {
  if (refusal === undefined) return { last: "in place", effectOf: () => "in place" };
  return { last: "refused", effectOf: (old, next) => (refusal(old, next) === undefined ? "in place" : "refused") };
}

function kubeadmEffect(old: JsonObject, next: JsonObject): Effect {
  const [before, after] = [old, next].map((template): JsonObject => ({ spec: fieldAt(template, ["spec", "template", "spec"]) ?? {} }));
  return kubeadmRolloutReasons(before!, after!).length > 0 ? "rolls controlPlane" : "in place";
}
