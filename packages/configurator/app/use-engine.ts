import type { Plan } from "@cstack/clusterclass";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ClusterEdit } from "../src/cluster/edit-cluster.ts";
import type { DeliveredManifests, DeliveryRequest } from "../src/engine/delivered-manifests.ts";
import type { DeliveryAnswer, EngineMessage, EngineRequest, HandedUnit, WholePlan } from "../src/engine/messages.ts";
import type { ClusterView } from "../src/engine/view-of-cluster.ts";
import { takeWorker } from "./engine-workers.ts";

/** The Cluster on the page, as the engine last answered; without a view it has not answered yet. */
export interface EngineState {
  text: string;
  view: ClusterView | undefined;
  /** Time from an input to its answer in the page, and the part of it in the engine. */
  milliseconds: { answer: number; engine: number } | undefined;
  /** An answer is still to come. */
  waiting: boolean;
}

export interface Engine extends EngineState {
  edit: (edits: readonly ClusterEdit[]) => void;
  write: (text: string) => void;
  show: (role: string) => void;
  compare: (before: { text: string; unit: HandedUnit | null } | null) => void;
  /** The whole plan of the text, as `cstack plan` computes it. */
  wholePlan: () => Promise<Plan>;
  /** What delivers the addons of the Cluster, as `cstack deliver` prints it. */
  deliver: (request: DeliveryRequest) => Promise<DeliveredManifests>;
}

/**
 * A unit and a text in an engine of their own, which ends with the component. Every change is answered in the order in which it was made, also when it was made
 * before the engine is there. `first` is what is shown until then.
 */
export function useEngine(unit: Promise<HandedUnit>, text: string, first: ClusterView | undefined): Engine {
  const [state, setState] = useState<EngineState>({ text, view: first, milliseconds: undefined, waiting: true });
  const worker = useRef<Promise<Worker>>(undefined);
  const role = useRef("");
  const asked = useRef({ plan: 0, at: 0 });
  const send = useCallback((request: EngineRequest): void => {
    // Where the unit could not be loaded the page says so.
    worker.current?.then(
      (started) => started.postMessage(request),
      () => undefined,
    );
  }, []);

  const plan = useCallback((change: { text?: string; edits?: readonly ClusterEdit[] }) => {
    asked.current = { plan: asked.current.plan + 1, at: performance.now() };
    send({ plan: asked.current.plan, role: role.current, ...change });
    setState((before) => ({ ...before, waiting: true }));
  }, []);

  useEffect(() => {
    const started = takeWorker();
    started.addEventListener("message", ({ data }: MessageEvent<EngineMessage>) => {
      if ("question" in data) return;
      const { plan: number, text: answered, view, milliseconds } = data;
      const { plan: last, at } = asked.current;
      const times = { answer: performance.now() - at, engine: milliseconds };
      // An older answer is on its way to being replaced: showing it would undo what somebody is typing.
      if (number === 0) setState((before) => ({ ...before, view: before.view ?? view }));
      else if (number === last) setState({ text: answered, view, milliseconds: times, waiting: false });
    });
    worker.current = unit.then((handed) => {
      started.postMessage({ open: handed, text } satisfies EngineRequest);
      return started;
    });
    plan({});
    return () => started.terminate();
  }, [unit, text, plan]);

  return {
    ...state,
    edit: useCallback((edits) => plan({ edits }), [plan]),
    write: useCallback((next) => plan({ text: next }), [plan]),
    show: useCallback(
      (next) => {
        role.current = next;
        plan({});
      },
      [plan],
    ),
    compare: useCallback(
      (before) => {
        send({ compare: before });
        plan({});
      },
      [plan, send],
    ),
    wholePlan: useCallback(async () => (await ask<WholePlan>(await worker.current!, { whole: true })).plan, []),
    deliver: useCallback(async (deliver) => ask<DeliveryAnswer>(await worker.current!, { deliver }), []),
  };
}

let questions = 0;

/** Asks for something beside the view, and waits for its answer among the others. */
function ask<T extends WholePlan | DeliveryAnswer>(worker: Worker, wanted: { whole: true } | { deliver: DeliveryRequest }): Promise<T> {
  const question = ++questions;
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent<EngineMessage>): void => {
      if (!("question" in data) || data.question !== question) return;
      worker.removeEventListener("message", listen);
      resolve(data as T);
    };
    worker.addEventListener("message", listen);
    worker.postMessage({ question, ...wanted } satisfies EngineRequest);
  });
}
