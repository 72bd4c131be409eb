import type { TemplateErrorCode } from "../errors.ts";
import type { CallContext } from "../values.ts";

/** Bounds that keep a hostile or mistaken template from using up time and memory; Go has none but the last. */
export interface ExecutionLimits {
  /** Characters that may be written, and that a single value may have. Default 10,485,760. */
  readonly outputCharacters: number;
  /** Rounds of all loops, calls of templates, and list items that functions build, together. Default 1,000,000. */
  readonly iterations: number;
  /** Templates that may call each other in a chain; Go stops at 100,000. Default 1,000. */
  readonly templateDepth: number;
}

export const defaultLimits: ExecutionLimits = { outputCharacters: 10_485_760, iterations: 1_000_000, templateDepth: 1_000 };

/** Ends the execution with an error that says where. */
type Refuse = (problem: string, code: TemplateErrorCode) => never;

/** What one execution has used up. Its functions are properties, so that they can be handed on by themselves. */
export class Budget implements CallContext {
  readonly limits: ExecutionLimits;
  readonly #refuse: Refuse;
  #iterations = 0;

  constructor(limits: ExecutionLimits, refuse: Refuse) {
    this.limits = limits;
    this.#refuse = refuse;
  }

  readonly chargeText = (length: number): void => {
    if (length > this.limits.outputCharacters) this.#refuse(`more than ${this.limits.outputCharacters} characters of text`, "output-limit");
  };

  readonly chargeItems = (count: number): void => {
    this.#iterations += count;
    if (this.#iterations > this.limits.iterations) this.#refuse(`more than ${this.limits.iterations} iterations`, "iteration-limit");
  };
}
