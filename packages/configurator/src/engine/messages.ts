import type { Plan } from "@cstack/clusterclass";
import type { ProviderData, UnitData } from "../catalog-data.ts";
import { type ClusterEdit, editCluster } from "../cluster/edit-cluster.ts";
import { type ClusterView, planText, type StateBefore, viewCluster, viewWithoutPlan } from "./cluster-view.ts";
import { type OpenUnit, openUnit } from "./open-unit.ts";

/** A unit as the page hands it over: its class, and what plans are judged by. */
export interface HandedUnit {
  data: Pick<UnitData, "className" | "manifests">;
  facts: ProviderData | undefined;
}

/** What the page asks of the engine; one after the other, since edits change the text that the engine holds. */
export type EngineRequest =
  /** Begins with a unit and a text; the answer has the number 0, and the Cluster without its plan. */
  | { open: HandedUnit; text: string }
  /** Compares with a Cluster that exists, of the same unit or of another; null ends that. */
  | { compare: { text: string; unit: HandedUnit | null } | null }
  /** Another text, edits of the one that the engine holds, or neither; `role` is the object to show. The answer has the same number. */
  | { plan: number; text?: string; edits?: readonly ClusterEdit[]; role: string }
  /** The whole plan of the text that the engine holds. */
  | { whole: number };

/** The text after a request, and what it comes to. */
export interface EngineAnswer {
  plan: number;
  text: string;
  view: ClusterView;
  /** Time that edits and plan took. */
  milliseconds: number;
}

/** A whole plan, as `cstack plan` computes it. */
export interface WholePlan {
  whole: number;
  plan: Plan;
}

interface Held {
  unit: OpenUnit;
  text: string;
  before: StateBefore | undefined;
}

/** The engine behind messages. `now` is a clock in milliseconds. */
export function startEngine(now: () => number): (request: EngineRequest) => EngineAnswer | WholePlan | undefined {
  let held: Held | undefined;
  return (request) => {
    if ("open" in request) {
      held = { unit: opened(request.open), text: request.text, before: undefined };
      // The first plan of a class takes longest: the form need not wait for it.
      return { plan: 0, text: held.text, view: viewWithoutPlan(held.text), milliseconds: 0 };
    }
    if (held === undefined) return undefined;
    if ("compare" in request) {
      held.before = stateBefore(request.compare, held.unit);
      return undefined;
    }
    if ("whole" in request) return { whole: request.whole, plan: planText(held.unit, held.text, held.before) };
    const start = now();
    held.text = editCluster(request.text ?? held.text, request.edits ?? []);
    const view = viewCluster(held.unit, held.text, request.role, held.before);
    return { plan: request.plan, text: held.text, view, milliseconds: now() - start };
  };
}

function opened({ data, facts }: HandedUnit): OpenUnit {
  return openUnit(data, facts);
}

function stateBefore(compare: { text: string; unit: HandedUnit | null } | null, unit: OpenUnit): StateBefore | undefined {
  if (compare === null) return undefined;
  return { text: compare.text, unit: compare.unit === null ? unit : opened(compare.unit) };
}
