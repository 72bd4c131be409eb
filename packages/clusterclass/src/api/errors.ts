/** Where in the evaluation an error turned up; the first stage with errors ends the run. */
export type Stage = "input" | "class" | "cluster" | "patch";

/** One refused field. `field` is a Kubernetes field path (`spec.patches[2].definitions[0].selector`). */
export interface FieldError {
  field: string;
  message: string;
  /** Id of the rule that refused it, e.g. `CC-P07`; absent for schema errors. */
  rule?: string;
}

/** A field error with its place in the evaluation; `layer` is `crd`, `webhook`, `defaulting webhook`, `references` or `external`. */
export interface StageError extends FieldError {
  stage: Stage;
  layer: string;
}

/** What cannot be decided offline: never an error, never silently fine. */
export interface Unknown {
  stage: Stage;
  field: string;
  message: string;
}
