import type { Plan } from "@cstack/clusterclass";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ClusterEdit } from "../src/cluster/edit-cluster.ts";
import type { ClusterView } from "../src/engine/cluster-view.ts";
import type { EngineAnswer, EngineRequest, HandedUnit, WholePlan } from "../src/engine/messages.ts";
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
}

/** A unit and a text in an engine of their own, which ends with the component. Every change is answered in the order in which it was made. */
export function useEngine(unit: HandedUnit, text: string): Engine {
  const [state, setState] = useState<EngineState>({ text, view: undefined, milliseconds: undefined, waiting: true });
  const worker = useRef<Worker>(undefined);
  const role = useRef("");
  const asked = useRef({ plan: 0, at: 0 });

  const plan = useCallback((change: { text?: string; edits?: readonly ClusterEdit[] }) => {
    asked.current = { plan: asked.current.plan + 1, at: performance.now() };
    send(worker.current, { plan: asked.current.plan, role: role.current, ...change });
    setState((before) => ({ ...before, waiting: true }));
  }, []);

  useEffect(() => {
    const started = takeWorker();
    worker.current = started;
    started.addEventListener("message", ({ data }: MessageEvent<EngineAnswer | WholePlan>) => {
      if ("whole" in data) return;
      const { plan: number, text: answered, view, milliseconds } = data;
      const { plan: last, at } = asked.current;
      const times = { answer: performance.now() - at, engine: milliseconds };
      // An older answer is on its way to being replaced: showing it would undo what somebody is typing.
      if (number === 0) setState((before) => ({ ...before, view: before.view ?? view }));
      else if (number === last) setState({ text: answered, view, milliseconds: times, waiting: false });
    });
    send(started, { open: unit, text });
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
        send(worker.current, { compare: before });
        plan({});
      },
      [plan],
    ),
    wholePlan: useCallback(() => askWholePlan(worker.current!), []),
  };
}

let wholePlans = 0;

function askWholePlan(worker: Worker): Promise<Plan> {
  const whole = ++wholePlans;
  return new Promise((resolve) => {
    const listen = ({ data }: MessageEvent<EngineAnswer | WholePlan>): void => {
      if (!("whole" in data) || data.whole !== whole) return;
      worker.removeEventListener("message", listen);
      resolve(data.plan);
    };
    worker.addEventListener("message", listen);
    send(worker, { whole });
  });
}

function send(worker: Worker | undefined, request: EngineRequest): void {
  worker?.postMessage(request);
}
