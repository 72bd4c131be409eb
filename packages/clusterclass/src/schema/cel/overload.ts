import { type CelType, readType, readTypes } from "./cel-type.ts";
import type { CelValue } from "./values.ts";

/** What a function does with its values; the target of a member function comes first. Throws `CelError` or `Undecidable`. */
export type CelImplementation = (...args: never[]) => CelValue;

/** One signature of a function. `id` is cel-go's overload id, which the cost estimation goes by. */
export interface Overload {
  id: string;
  fn: string;
  member: boolean;
  args: readonly CelType[];
  result: CelType;
  run: CelImplementation | undefined;
}

/** A member function, `target.fn(args)`; the first of the types is the target's. */
export function member(id: string, fn: string, args: string, result: string, run?: CelImplementation): Overload {
  return { id, fn, member: true, args: readTypes(args), result: readType(result), run };
}

/** A function or an operator. */
export function global(id: string, fn: string, args: string, result: string, run?: CelImplementation): Overload {
  return { id, fn, member: false, args: readTypes(args), result: readType(result), run };
}
