import type { CelValue } from "./values.ts";

/** One node of a CEL expression, after macros are expanded. Ids are unique within an expression. */
export type Expr =
  | { id: number; kind: "literal"; value: CelValue }
  | { id: number; kind: "ident"; name: string }
  | { id: number; kind: "select"; operand: Expr; field: string; testOnly: boolean }
  | { id: number; kind: "call"; fn: string; target: Expr | undefined; args: Expr[] }
  | { id: number; kind: "list"; elements: Expr[] }
  | { id: number; kind: "map"; entries: [Expr, Expr][] }
  | Comprehension;

/** A fold over a list or the keys of a map; what `all`, `exists`, `map` and the like expand to. `iterVar2` makes it a fold over entries. */
export interface Comprehension {
  id: number;
  kind: "comprehension";
  range: Expr;
  iterVar: string;
  iterVar2: string | undefined;
  accuVar: string;
  accuInit: Expr;
  condition: Expr;
  step: Expr;
  result: Expr;
}

/** The accumulator of the standard macros; not a name that an author can write. */
export const ACCUMULATOR = "@result";

/** Operators by the names that CEL gives their functions. */
export const OPERATORS = {
  conditional: "_?_:_",
  and: "_&&_",
  or: "_||_",
  not: "!_",
  equals: "_==_",
  notEquals: "_!=_",
  add: "_+_",
  index: "_[_]",
  optionalIndex: "_[?_]",
  optionalSelect: "_?._",
  in: "@in",
  negate: "-_",
  notStrictlyFalse: "@not_strictly_false",
} as const;

/** Something about a rule that is wrong before it is evaluated. */
export class CelIssue extends Error {}
