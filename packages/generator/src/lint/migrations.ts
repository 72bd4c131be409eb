import { compileTemplate, failed } from "@cstack/clusterclass";
import { type Diagnostic, type MigrationFile, problem, type SourcePath, unknownName } from "@cstack/model";
import type { Repository, Source } from "../load/repository.ts";
import { listUnits, resolveUnit } from "../resolve/resolve.ts";
import type { Unit } from "../resolve/unit.ts";

/**
 * What is wrong with the migrations of a stack: values for variables that a unit lacks, two values for one variable, templates that cannot be read or that
 * read what the move does not name, and facts about variables that nothing uses.
 */
export function migrationProblems(repository: Repository, stackId: string): Diagnostic[] {
  const stack = repository.stacks.get(stackId);
  if (stack === undefined || stack.migrations.length === 0) return [];
  const units = listUnits(repository)
    .filter((key) => key.stack === stackId)
    .flatMap((key) => resolveUnit(repository, key).unit ?? []);
  return stack.migrations.flatMap((migration) => {
    const targets = units.filter(({ provider }) => provider.data.id === migration.data.provider);
    return [
      ...providerProblems(migration, targets),
      ...targetProblems(migration, targets),
      ...originProblems(migration),
      ...defaultProblems(migration, targets),
    ];
  });
}

function found({ document }: Source<MigrationFile>, path: SourcePath, message: string): Diagnostic {
  return problem("CS2012", document.place(path), message);
}

function providerProblems(migration: Source<MigrationFile>, targets: readonly Unit[]): Diagnostic[] {
  if (targets.length > 0) return [];
  return [found(migration, ["provider"], `The stack has no unit on the provider "${migration.data.provider}".`)];
}

/** The variables of the unit that a migration gives values to, with their places in the file. */
function targetsOf({ moves = [], constants = [] }: MigrationFile): { name: string; path: SourcePath }[] {
  return [
    ...moves.map(({ to }, index) => ({ name: to, path: ["moves", index, "to"] })),
    ...constants.map(({ variable }, index) => ({ name: variable, path: ["constants", index, "variable"] })),
  ];
}

function targetProblems(migration: Source<MigrationFile>, units: readonly Unit[]): Diagnostic[] {
  const targets = targetsOf(migration.data);
  const missing = targets.flatMap(({ name, path }) => {
    const without = units.filter(({ variables }) => variables.every((variable) => variable.name !== name));
    const [first] = without;
    if (first === undefined) return [];
    const known = first.variables.map((variable) => variable.name);
    const message = `${unknownName("variable", name, known)} It is missing in ${without.map(({ id }) => id).join(", ")}.`;
    return [found(migration, path, message)];
  });
  const twice = targets.filter(({ name }, index) => targets.findIndex((other) => other.name === name) !== index);
  return [...missing, ...twice.map(({ name, path }) => found(migration, path, `The variable "${name}" gets two values.`))];
}

/** What a migration says about variables of the other class. */
function originProblems(migration: Source<MigrationFile>): Diagnostic[] {
  const { moves = [], removed = [] } = migration.data;
  const moved = new Set(moves.flatMap(({ from }) => from));
  const both = removed.flatMap(({ name }, index) =>
    moved.has(name) ? [found(migration, ["removed", index, "name"], `The variable "${name}" is moved and removed.`)] : [],
  );
  return [...both, ...moves.flatMap((move, index) => templateProblems(migration, move, ["moves", index, "template"]))];
}

/** Values of variables that nothing asks for: neither a move nor a variable that keeps its name. */
function defaultProblems(migration: Source<MigrationFile>, units: readonly Unit[]): Diagnostic[] {
  const { moves = [], defaults = {} } = migration.data;
  const used = new Set([...moves.flatMap(({ from }) => from), ...units.flatMap(({ variables }) => variables.map(({ name }) => name))]);
  return Object.keys(defaults)
    .filter((name) => !used.has(name))
    .map((name) => found(migration, ["defaults", name], `Nothing uses the default of "${name}".`));
}

function templateProblems(
  migration: Source<MigrationFile>,
  { from, template }: NonNullable<MigrationFile["moves"]>[number],
  path: SourcePath,
): Diagnostic[] {
  if (template === undefined)
    return from.length === 1 ? [] : [found(migration, path, "A move of several variables needs a template that makes one value of them.")];
  const compiled = compileTemplate(template);
  if (failed(compiled)) return [found(migration, path, `The template cannot be read: ${compiled.reason}.`)];
  const read = new Set(compiled.paths.flatMap(([name]) => name ?? []));
  const foreign = [...read]
    .filter((name) => !from.includes(name))
    .map((name) => `The template reads "${name}", which "from" does not name.`);
  const unread = from.filter((name) => !read.has(name)).map((name) => `The template does not read "${name}".`);
  return [...foreign, ...unread].map((message) => found(migration, path, message));
}
