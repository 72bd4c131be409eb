import { type ClusterVariable, compileTemplate, type Failure, failed, type Json, type JsonObject, readYaml } from "@cstack/clusterclass";
import type { MigrationFile, VariableMove } from "@cstack/model";
import type { MigrationNote } from "./note.ts";

/** What a migration says about variables; empty where two releases have the same ones. */
export type VariableRules = Pick<MigrationFile, "moves" | "removed" | "constants" | "defaults">;

/** A variable of the unit, with those that the Cluster gave for it: none where a value is written out, for a reason. */
export interface MigratedValue {
  name: string;
  value: Json;
  from: string[];
  reason?: string;
}

export interface MigratedValues {
  values: MigratedValue[];
  notes: MigrationNote[];
}

/** What the unit has: its variables, and whether a value is the same as none. */
export interface TargetVariables {
  has(name: string): boolean;
  isDefault(name: string, value: Json): boolean;
}

/** Where values are given: for the whole Cluster, or for one group of machines on top of those. */
export interface GivenValues {
  given: readonly ClusterVariable[];
  /** Values of the Cluster under those of a group of machines; undefined for the Cluster's own. */
  beneath?: readonly ClusterVariable[];
}

/**
 * The values of a Cluster, or of a group of its machines, as its new class takes them, in the order that the Cluster gives them. Values that the other class took
 * by itself follow where the unit would take others; a group of machines has them from its Cluster. Pure.
 */
export function migrateValues({ given, beneath }: GivenValues, rules: VariableRules, target: TargetVariables): MigratedValues {
  const migration = new ValueMigration(given, beneath, rules, target);
  for (const { name } of given) migration.take(name);
  if (beneath === undefined) migration.writeOut();
  return { values: migration.values, notes: migration.notes };
}

class ValueMigration {
  readonly values: MigratedValue[] = [];
  readonly notes: MigrationNote[] = [];
  readonly #given: JsonObject;
  readonly #known: JsonObject;
  readonly #rules: VariableRules;
  readonly #target: TargetVariables;
  readonly #done = new Set<VariableMove>();

  constructor(given: readonly ClusterVariable[], beneath: readonly ClusterVariable[] = [], rules: VariableRules, target: TargetVariables) {
    this.#given = byName(given);
    this.#known = { ...(rules.defaults as JsonObject | undefined), ...byName(beneath), ...this.#given };
    this.#rules = rules;
    this.#target = target;
  }

  /** What becomes of one variable that is given. */
  take(name: string): void {
    const moves = (this.#rules.moves ?? []).filter(({ from }) => from.includes(name));
    for (const move of moves) this.#move(move);
    if (moves.length > 0) return;
    const removed = this.#rules.removed?.find((variable) => variable.name === name);
    if (removed !== undefined) this.#note("removed", name, removed.reason);
    else if (this.#target.has(name)) this.values.push({ name, value: this.#given[name]!, from: [name] });
    else this.#note("unknown", name, `The unit has no variable "${name}"; its value ${JSON.stringify(this.#given[name])} is left out.`);
  }

  /** Values that nobody gave: defaults of the other class, and what it did always. */
  writeOut(): void {
    const { moves = [], defaults = {}, constants = [] } = this.#rules;
    for (const move of moves) if (move.from.some((name) => Object.hasOwn(defaults, name))) this.#move(move);
    const moved = new Set(moves.flatMap(({ from }) => from));
    for (const [name, value] of Object.entries(defaults))
      if (!moved.has(name) && this.#target.has(name)) this.#writeOut(name, value as Json, `It was the default of the other class.`);
    for (const { variable, value, reason } of constants) this.#writeOut(variable, value as Json, reason);
  }

  #move(move: VariableMove): void {
    if (this.#done.has(move)) return;
    this.#done.add(move);
    const from = move.from.filter((name) => Object.hasOwn(this.#given, name));
    if (Object.hasOwn(this.#given, move.to) && !move.from.includes(move.to)) {
      if (from.length > 0) this.#note("removed", move.to, `It is given itself; ${from.join(", ")} is left out.`);
      return;
    }
    const value = movedValue(move, this.#known);
    if (failed(value)) this.#note("unknown", move.to, `It cannot be made of ${move.from.join(", ")}: ${value.reason}.`);
    else if (from.length === 0) this.#writeOutMoved(move, value);
    else this.#moved(move, from, value);
  }

  #moved({ to, template, note }: VariableMove, from: string[], value: Json): void {
    if (value === null) this.#note("removed", to, `${from.join(" and ")} ${from.length === 1 ? "gives" : "give"} it no value.`);
    else this.values.push({ name: to, value, from });
    if (template !== undefined && value !== null && !from.includes(to)) this.#note("restructured", to, `Made of ${from.join(" and ")}.`);
    else if (value !== null && !from.includes(to)) this.#note("renamed", to, `It was ${from[0]}.`);
    if (note !== undefined) this.#note("meaning", to, note);
  }

  #writeOutMoved({ from, to }: VariableMove, value: Json): void {
    if (value !== null) this.#writeOut(to, value, `It was the default of ${from.join(" and ")}.`);
  }

  #writeOut(name: string, value: Json, reason: string): void {
    if (this.values.some((known) => known.name === name) || this.#target.isDefault(name, value)) return;
    this.values.push({ name, value, from: [], reason });
    this.#note("written out", name, reason);
  }

  #note(kind: MigrationNote["kind"], subject: string, text: string): void {
    this.notes.push({ kind, subject, text });
  }
}

/** The value of a move, null where there is none. */
function movedValue({ from, template }: VariableMove, values: JsonObject): Json | Failure {
  if (template === undefined) return values[from[0]!] ?? null;
  const compiled = compileTemplate(template);
  if (failed(compiled)) return compiled;
  const data = Object.fromEntries(from.flatMap((name) => (Object.hasOwn(values, name) ? [[name, values[name]!]] : [])));
  const text = compiled.render(data);
  return failed(text) ? text : readYaml(text);
}

function byName(variables: readonly ClusterVariable[]): JsonObject {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value ?? null]));
}
