import { type PrepareFile, unknownName } from "@cstack/model";
import { usageFailure } from "../failure.ts";

/** Inputs of the command line over the defaults of the recipe. */
export function inputsOf({ inputs = {} }: PrepareFile, given: readonly string[]): Record<string, string> {
  const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? ""]));
  for (const assignment of given) {
    const [name = "", ...rest] = assignment.split("=");
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) throw usageFailure(unknownName("input", name, Object.keys(inputs)));
    if (rest.length === 0) throw usageFailure(`Write the input as ${name}=VALUE.`);
    const value = rest.join("=");
    if (input.pattern !== undefined && !new RegExp(`^(?:${input.pattern})$`).test(value)) {
      throw usageFailure(`The input ${name} is "${value}", which does not match ${input.pattern}.`);
    }
    values[name] = value;
  }
  return values;
}
