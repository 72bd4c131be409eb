import type { Diagnostic } from "@cstack/model";
import type { Unit, UnitAddon } from "../resolve/unit.ts";
import type { EjsRenderer } from "./ejs.ts";
import { templateData } from "./template-data.ts";

/** Values of a chart, without those that come from the Cluster. */
export type AddonValues = Readonly<Record<string, unknown>>;

/** The values that an addon's chart gets in every cluster of a unit, as values.yaml.ejs of the addon makes them; none where it has none. */
export function addonValues(
  unit: Unit,
  className: string,
  { addon, version }: UnitAddon,
  ejs: EjsRenderer,
  diagnostics: Diagnostic[],
): AddonValues {
  const path = addon.valuesTemplate;
  const text = path === undefined ? undefined : unit.repository.files.get(path);
  if (path === undefined || text === undefined) return {};
  const rendered = ejs.render(path, text, templateData(unit, className, version));
  diagnostics.push(...rendered.diagnostics);
  return (rendered.value ?? {}) as AddonValues;
}
