import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EvaluationInput } from "@cstack/clusterclass";
import type { FleetVerdict } from "@cstack/release";
import { type FleetJob, type FleetPlan, FleetPlanner } from "./fleet-planner.ts";

/** What a thread is sent: classes that it has not seen, and Clusters to plan. */
export interface FleetShare {
  classes: [string, EvaluationInput][];
  jobs: FleetJob[];
}

/** What a thread answers. */
export type FleetAnswers = [id: number, verdict: FleetVerdict][];

/** A thread starts in about a second and compiles the engine anew, which pays from this many different Clusters on. */
const jobsForThreads = 200;
const jobsOfShare = 25;
/** One that a thread works on, and the next. */
const sharesOfThread = 2;

/**
 * Plans Clusters in a thread for each core where there are enough of them, else in this one. Shares are handed out as threads have room for them, so that no more than a
 * few hundred Clusters wait in memory. Answers come in any order.
 */
export class PlanningPool {
  readonly #plan: FleetPlan;
  readonly #answered: (id: number, verdict: FleetVerdict) => void;
  readonly #classes = new Map<string, EvaluationInput>();
  #threads: PlanningThread[] = [];
  #waiting: FleetJob[] = [];

  constructor(plan: FleetPlan, answered: (id: number, verdict: FleetVerdict) => void) {
    this.#plan = plan;
    this.#answered = answered;
  }

  /** Takes a Cluster; resolves when there is room for the next one. */
  async add(job: FleetJob, input: EvaluationInput): Promise<void> {
    this.#classes.set(job.classId, input);
    this.#waiting.push(job);
    if (this.#threads.length === 0 && this.#waiting.length >= jobsForThreads) this.#start();
    while (this.#threads.length > 0 && this.#waiting.length >= jobsOfShare) await this.#handOut();
  }

  /** Plans what is left; resolves when everything is answered. */
  async finish(): Promise<void> {
    if (this.#threads.length === 0) this.#planHere();
    while (this.#waiting.length > 0) await this.#handOut();
    await Promise.all(this.#threads.map((thread) => thread.idle()));
  }

  /** Ends the threads, also in the middle of their work. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
    this.#threads = [];
  }

  #start(): void {
    const count = availableParallelism();
    if (count < 2) this.#planHere();
    else this.#threads = Array.from({ length: count }, () => new PlanningThread(this.#plan, this.#answered));
  }

  #planHere(): void {
    const planner = new FleetPlanner(this.#plan);
    for (const [id, input] of this.#classes) planner.learn(id, input);
    for (const job of this.#waiting) this.#answered(job.id, planner.answer(job));
    this.#waiting = [];
  }

  async #handOut(): Promise<void> {
    const thread = await Promise.race(this.#threads.map((each) => each.ready()));
    thread.send(this.#waiting.splice(0, jobsOfShare), this.#classes);
  }
}

interface OpenShare {
  done: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** A thread answers its shares in the order in which it got them. */
class PlanningThread {
  readonly #worker: Worker;
  readonly #known = new Set<string>();
  readonly #open: OpenShare[] = [];

  constructor(plan: FleetPlan, answered: (id: number, verdict: FleetVerdict) => void) {
    this.#worker = new Worker(new URL("./fleet-worker.mjs", import.meta.url), { workerData: plan });
    this.#worker.on("message", (answers: FleetAnswers) => {
      for (const [id, verdict] of answers) answered(id, verdict);
      this.#open.shift()?.resolve();
    });
    this.#worker.on("error", (error: Error) => {
      for (const share of this.#open) share.reject(error);
    });
  }

  async ready(): Promise<PlanningThread> {
    while (this.#open.length >= sharesOfThread) await this.#open[0]?.done;
    return this;
  }

  async idle(): Promise<void> {
    await Promise.all(this.#open.map(({ done }) => done));
  }

  send(jobs: FleetJob[], classes: ReadonlyMap<string, EvaluationInput>): void {
    const wanted = [...new Set(jobs.map(({ classId }) => classId))].filter((id) => !this.#known.has(id));
    for (const id of wanted) this.#known.add(id);
    this.#open.push(openShare());
    this.#worker.postMessage({ classes: wanted.map((id) => [id, classes.get(id)!]), jobs } satisfies FleetShare);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

function openShare(): OpenShare {
  const handlers: Pick<OpenShare, "resolve" | "reject"> = { resolve: () => undefined, reject: () => undefined };
  const done = new Promise<void>((resolve, reject) => Object.assign(handlers, { resolve, reject }));
  // Who waits for the share hears of its failure; nobody may be waiting yet.
  done.catch(() => undefined);
  return { done, ...handlers };
}
