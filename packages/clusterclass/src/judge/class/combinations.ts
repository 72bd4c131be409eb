import type { Json } from "../../api/json.ts";

/** Values of some variables; undefined is a variable that is not set. */
export type Row = Readonly<Record<string, Json | undefined>>;

export interface Combinations {
  rows: Row[];
  /** False if there are too many: then at most two variables differ from their first value at a time. */
  complete: boolean;
}

/** All combinations of values up to a limit, above it those of any two variables. The first row has the first value of each. */
export function combinations(values: ReadonlyMap<string, readonly (Json | undefined)[]>, limit: number): Combinations {
  const total = [...values.values()].reduce((product, choices) => product * choices.length, 1);
  if (total <= limit) return { rows: product([...values]), complete: true };
  const first = Object.fromEntries([...values].map(([name, [value]]) => [name, value]));
  const rows: Row[] = [first];
  const names = [...values.keys()];
  for (const [index, a] of names.entries()) {
    for (const b of names.slice(index + 1)) {
      const pair = product([
        [a, values.get(a)!],
        [b, values.get(b)!],
      ]);
      rows.push(...pair.map((row) => ({ ...first, ...row })));
    }
  }
  return { rows: rows.slice(0, limit), complete: false };
}

function product(choices: readonly (readonly [string, readonly (Json | undefined)[]])[]): Row[] {
  return choices.reduce<Row[]>((rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))), [{}]);
}
