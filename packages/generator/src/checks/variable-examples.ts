import type { Json } from "@cstack/clusterclass";
import type { RenderedUnit } from "../render/render-unit.ts";
import { acceptedBy, distinct, type ValueSchema } from "./scenario-values.ts";

/** Values of a variable that checks of features give and that are not declared as refused. */
export function acceptedGivens({ unit }: RenderedUnit, name: string): Json[] {
  return unit.features.flatMap(({ data }) =>
    (data.checks ?? []).flatMap(({ given = {}, fails }) =>
      fails === undefined && Object.hasOwn(given, name) ? [given[name] as Json] : [],
    ),
  );
}

/** Values that show how a variable is set: the author's `example`, then those of the checks, as far as the schema of this unit accepts them. */
export function examplesOf(rendered: RenderedUnit, name: string): Json[] {
  const schema = rendered.unit.variables.find((variable) => variable.name === name)?.schema as ValueSchema | undefined;
  if (schema === undefined) return [];
  const written = schema.example === undefined ? [] : [schema.example];
  return distinct([...written, ...acceptedGivens(rendered, name)]).filter(acceptedBy(schema));
}
