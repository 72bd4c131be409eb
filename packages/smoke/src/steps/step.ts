/** What became of a step. `unknown`: it ran, but what it was to show cannot be seen here. */
export type StepStatus = "passed" | "failed" | "skipped" | "unknown";

/** What a step says beside that it passed. */
export interface StepResult {
  status?: Exclude<StepStatus, "failed">;
  /** One sentence: what was seen, or why it was skipped or remains unknown. */
  detail?: string;
  /** Nothing more can be tried here, for the reason in `detail`: all that follows is skipped. */
  ends?: boolean;
}

/** What a step gets from the runner. */
export interface StepContext {
  /** Cancels all programs of the step. */
  signal: AbortSignal;
  /** The file for all that programs of the step print. */
  log: string;
}

/** One thing that is done or shown. Its `run` throws where it fails; {@link eventually} waits inside it. */
export interface Step {
  /** Unique in the list; names the log. */
  id: string;
  title: string;
  /** In milliseconds. */
  timeout: number;
  run(context: StepContext): Promise<StepResult | undefined>;
  /** Runs also after a failure: it takes something down. */
  always?: boolean;
  /** Runs again when a run is resumed, because it makes what only lives as long as this process, or looks at the state of things. */
  repeats?: boolean;
}

/** A step that was done, as reports have it. */
export interface StepRecord {
  id: string;
  title: string;
  status: StepStatus;
  seconds: number;
  detail?: string;
}

/** All that a run says; written to `report.json` after every step. */
export interface RunReport {
  /** What was tried, as `docker-scs-1-36`. */
  subject: string;
  lane: string;
  status: "running" | "passed" | "failed" | "skipped";
  /** One sentence that says what failed, or what is missing, and why. */
  diagnosis?: string;
  seconds: number;
  steps: StepRecord[];
}
