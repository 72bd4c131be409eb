import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ClusterEdit } from "../src/cluster/edit-cluster.ts";
import type { ClusterView } from "../src/engine/cluster-view.ts";
import type { EngineAnswer, EngineRequest, HandedUnit } from "../src/engine/messages.ts";

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
    const started = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });
    worker.current = started;
    started.addEventListener("message", ({ data }: MessageEvent<EngineAnswer>) => {
      const { plan: number, text: answered, view, milliseconds } = data;
      const { plan: last, at } = asked.current;
      const times = { answer: performance.now() - at, engine: milliseconds };
      // An older answer is on its way to being replaced: showing it would undo what somebody is typing.
      if (number === last) setState({ text: answered, view, milliseconds: times, waiting: false });
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
  };
}

function send(worker: Worker | undefined, request: EngineRequest): void {
  worker?.postMessage(request);
}
