import type { PatchDefinition } from "../../api/cluster-class.ts";
import { failed } from "../../api/fields.ts";
import { compileTemplate, type Template } from "../../patches/template.ts";
import { patchesOf } from "../patches/walk.ts";
import type { LintInput } from "./input.ts";

/** A Go template of a patch, parsed, with its place. */
export interface PlacedTemplate {
  template: Template;
  field: string;
  /** The definition it belongs to; all definitions of the patch for `enabledIf`. */
  definitions: readonly PatchDefinition[];
}

/** All Go templates of the patches of a class; those that do not parse are refused by rules and left out here. */
export function templatesOf({ spec }: LintInput): PlacedTemplate[] {
  return patchesOf(spec).flatMap(({ patch, field }) => [
    ...parsed(patch.enabledIf, `${field}.enabledIf`, patch.definitions ?? []),
    ...(patch.definitions ?? []).flatMap((definition, i) =>
      definition.jsonPatches.flatMap(({ valueFrom }, j) =>
        parsed(valueFrom?.template, `${field}.definitions[${i}].jsonPatches[${j}].valueFrom.template`, [definition]),
      ),
    ),
  ]);
}

function parsed(text: string | undefined, field: string, definitions: readonly PatchDefinition[]): PlacedTemplate[] {
  if (!text) return [];
  const template = compileTemplate(text);
  return failed(template) ? [] : [{ template, field, definitions }];
}
