import type { Plan } from "@cstack/clusterclass";
import type { ProviderData, UnitData } from "../catalog-data.ts";
import { type ClusterEdit, editCluster } from "../cluster/edit-cluster.ts";
import { planText, type StateBefore, viewCluster, viewWithoutPlan } from "./cluster-view.ts";
import type { DeliveredManifests, DeliveryRequest } from "./delivered-manifests.ts";
import { type OpenUnit, openUnit } from "./open-unit.ts";
import type { ClusterView } from "./view-of-cluster.ts";

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
  /** Something else to make of the text that the engine holds; the answer has the number of the question. */
  | { question: number; whole: true }
  | { question: number; deliver: DeliveryRequest };

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
  question: number;
  plan: Plan;
}

/** What delivers the addons of the Cluster. */
export interface DeliveryAnswer extends DeliveredManifests {
  question: number;
}

export type EngineMessage = EngineAnswer | WholePlan | DeliveryAnswer;

interface Held {
  unit: OpenUnit;
  text: string;
  before: StateBefore | undefined;
}

/** The engine behind messages. `now` is a clock in milliseconds. */
export function startEngine(now: () => number): (request: EngineRequest) => EngineMessage | Promise<EngineMessage> | undefined {
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
    if ("whole" in request) return { question: request.question, plan: planText(held.unit, held.text, held.before) };
    if ("deliver" in request) return delivered(held, request);
    const start = now();
    held.text = editCluster(request.text ?? held.text, request.edits ?? []);
    const view = viewCluster(held.unit, held.text, request.role, held.before);
    return { plan: request.plan, text: held.text, view, milliseconds: now() - start };
  };
}

/** Loaded when somebody asks: most people never do. */
async function delivered(
  { unit, text }: Held,
  { question, deliver }: { question: number; deliver: DeliveryRequest },
): Promise<DeliveryAnswer> {
  const { deliveredManifests } = await import("./delivered-manifests.ts");
  return { question, ...deliveredManifests(unit, text, deliver) };
}

function opened({ data, facts }: HandedUnit): OpenUnit {
  return openUnit(data, facts);
}

function stateBefore(compare: { text: string; unit: HandedUnit | null } | null, unit: OpenUnit): StateBefore | undefined {
  if (compare === null) return undefined;
  return { text: compare.text, unit: compare.unit === null ? unit : opened(compare.unit) };
}
