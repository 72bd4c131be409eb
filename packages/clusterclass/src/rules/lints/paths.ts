import type { JsonPatch, PatchDefinition, TemplateReference } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { isObject, type Json } from "../../api/json.ts";
import { asJson, templateKey } from "../../api/objects.ts";
import { templateReferences } from "../admission/references.ts";
import { definitionsOf } from "../patches/walk.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { LintInput } from "./input.ts";

const apply = clusterApi("core/reconcilers/topology/cluster/patches/engine.go", "applyPatchesToRequest");
const kept = [
  "replicas",
  "version",
  "rollout/after",
  "machineTemplate/metadata",
  "machineTemplate/infrastructureRef",
  "machineTemplate/spec/infrastructureRef",
];

/** Paths of patches against the templates that they change. */
export const pathLints: readonly Rule<LintInput>[] = [
  { id: "CC-L03", title: "What a patch addresses exists", source: apply, check: (input) => missingPlaces(input, false) },
  { id: "CC-L04", title: "A list exists before something is appended", source: apply, check: (input) => missingPlaces(input, true) },
  {
    id: "CC-L08",
    title: "Fields that the topology controller sets are not patched",
    source: clusterApi("core/reconcilers/topology/cluster/patches/engine.go", "updateDesiredState"),
    check: keptFields,
  },
];

interface Operation {
  jsonPatch: JsonPatch;
  field: string;
  segments: string[];
  appends: boolean;
}

// A place may have been made by an operation before: only what no template and no earlier operation has is reported.
function missingPlaces({ spec, templates }: LintInput, appending: boolean): FieldError[] {
  const written: { definition: PatchDefinition; path: string }[] = [];
  return definitionsOf(spec).flatMap(({ definition, field }) => {
    const contents = contentsOf(definition, templateReferences(spec), templates);
    return operationsOf(definition, field).flatMap((operation) => {
      const needed = neededPlace(operation);
      const exists =
        contents.length === 0 ||
        contents.some((content) => valueAt(content, needed) !== undefined) ||
        written.some((earlier) => sameTemplates(earlier.definition, definition) && covers(earlier.path, needed));
      written.push({ definition, path: operation.jsonPatch.path });
      if (exists || operation.appends !== appending) return [];
      return [
        {
          field: `${operation.field}.path`,
          message: `no template that is selected has /${needed.join("/")}; ${operation.jsonPatch.op} fails there`,
        },
      ];
    });
  });
}

function operationsOf(definition: PatchDefinition, field: string): Operation[] {
  return definition.jsonPatches.map((jsonPatch, i) => {
    const segments = jsonPatch.path
      .split("/")
      .slice(1)
      .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    return {
      jsonPatch,
      field: `${field}.jsonPatches[${i}]`,
      segments,
      appends: jsonPatch.op === "add" && ["-", "0"].includes(segments.at(-1) ?? ""),
    };
  });
}

/** `add` needs the parent of its place, the others the place itself. */
function neededPlace({ jsonPatch, segments }: Operation): string[] {
  return jsonPatch.op === "add" ? segments.slice(0, -1) : segments;
}

function contentsOf({ selector }: PatchDefinition, references: TemplateReference[], templates: LintInput["templates"]): Json[] {
  return references
    .filter(({ apiVersion, kind }) => apiVersion === selector.apiVersion && kind === selector.kind)
    .flatMap((reference) => {
      const template = templates.get(templateKey(reference));
      return template ? [asJson(template)] : [];
    });
}

function valueAt(value: Json, path: string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const name of path) {
    if (Array.isArray(current)) current = current[Number(name)];
    else if (isObject(current) && Object.hasOwn(current, name)) current = current[name];
    else return undefined;
  }
  return current;
}

function sameTemplates(a: PatchDefinition, b: PatchDefinition): boolean {
  return a.selector.kind === b.selector.kind && a.selector.apiVersion === b.selector.apiVersion;
}

// An operation at or above a place may have made it, an operation below it needed it, too.
function covers(written: string, needed: string[]): boolean {
  const place = `/${needed.join("/")}`;
  return written === place || place.startsWith(`${written}/`) || written.startsWith(`${place}/`);
}

function keptFields({ spec }: LintInput): FieldError[] {
  const { apiVersion, kind } = spec.controlPlane.templateRef;
  return definitionsOf(spec)
    .filter(({ definition }) => definition.selector.kind === kind && definition.selector.apiVersion === apiVersion)
    .flatMap(({ definition, field }) =>
      definition.jsonPatches.flatMap(({ path }, i) =>
        kept.some((name) => `${path}/`.startsWith(`/spec/template/spec/${name}/`))
          ? [{ field: `${field}.jsonPatches[${i}].path`, message: `${path} is set from the topology; the patch has no effect` }]
          : [],
      ),
    );
}
