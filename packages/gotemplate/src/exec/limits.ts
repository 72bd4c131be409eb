import { TemplateError, type TemplateErrorCode } from "../errors.ts";
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

/** What one execution has used up. */
export class Budget implements CallContext {
  readonly limits: ExecutionLimits;
  readonly #template: string;
  #iterations = 0;

  constructor(template: string, limits: ExecutionLimits) {
    this.#template = template;
    this.limits = limits;
  }

  /** A property and not a method, so that functions can hand it on by itself. */
  readonly chargeText = (length: number): void => {
    if (length > this.limits.outputCharacters) this.refuse("output-limit", `more than ${this.limits.outputCharacters} characters of text`);
  };

  readonly chargeItems = (count: number): void => {
    this.#iterations += count;
    if (this.#iterations > this.limits.iterations) this.refuse("iteration-limit", `more than ${this.limits.iterations} iterations`);
  };

  refuse(code: TemplateErrorCode, problem: string): never {
    throw new TemplateError(code, `template: ${this.#template}: ${problem}`, this.#template);
  }
}
