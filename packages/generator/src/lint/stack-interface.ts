import { type Diagnostic, problem } from "@cstack/model";
import type { Repository } from "../load/repository.ts";
import { listUnits, resolveUnit } from "../resolve/resolve.ts";

/** Variables in a stack's interface that one of its units lacks, or has with another schema: the same page of YAML would not fit everywhere. */
export function interfaceProblems(repository: Repository, stackId: string): Diagnostic[] {
  const stack = repository.stacks.get(stackId);
  if (stack === undefined) return [];
  const units = listUnits(repository)
    .filter((key) => key.stack === stackId)
    .flatMap((key) => resolveUnit(repository, key).unit ?? []);
  return (stack.data.interface ?? []).flatMap((name, index) => {
    const schemas = units.map((unit) => ({
      unit: unit.id,
      schema: JSON.stringify(unit.variables.find((variable) => variable.name === name)?.schema),
    }));
    const place = stack.document.place(["interface", index]);
    const missing = schemas.filter(({ schema }) => schema === undefined).map(({ unit }) => unit);
    if (missing.length > 0) return [problem("CS2007", place, `The interface variable "${name}" is missing in ${missing.join(", ")}.`)];
    const [first] = schemas;
    const other = schemas.find(({ schema }) => schema !== first?.schema);
    return other === undefined
      ? []
      : [problem("CS2007", place, `The interface variable "${name}" differs between ${first?.unit} and ${other.unit}.`)];
  });
}
