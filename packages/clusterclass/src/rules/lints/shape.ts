import type { TemplateReference, WorkerClass } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { templateReferences } from "../admission/references.ts";
import { workerClasses } from "../class/input.ts";
import { patchesOf } from "../patches/walk.ts";
import { groupOf } from "../primitives/template-references.ts";
import { clusterApi, type Rule } from "../rule.ts";
import type { LintInput } from "./input.ts";

const engine = clusterApi("core/reconcilers/topology/cluster/patches/engine.go", "createPatchGenerator");

/** Patches and names that admission accepts and the topology controller cannot use. */
export const shapeLints: readonly Rule<LintInput>[] = [
  {
    id: "CC-L01",
    title: "A patch without definitions stops every Cluster",
    source: engine,
    check: ({ spec }) =>
      patchesOf(spec).flatMap(({ patch, field }) =>
        patch.definitions?.length === 0
          ? [{ field: `${field}.definitions`, message: "the list is empty; drop the patch or define something" }]
          : [],
      ),
  },
  {
    id: "CC-L02",
    title: "An external patch that only validates stops every Cluster",
    source: engine,
    check: ({ spec }) =>
      patchesOf(spec).flatMap(({ patch, field }) =>
        patch.external && !patch.external.generatePatchesExtension
          ? [{ field: `${field}.external`, message: "without generatePatchesExtension no patch can be generated" }]
          : [],
      ),
  },
  {
    id: "CC-L09",
    title: "A kind is named in one version",
    source: clusterApi("core/webhooks/admission/patch_validation.go", "selectorMatchTemplate"),
    check: ({ spec }) => mixedVersions(templateReferences(spec)),
  },
  {
    id: "CC-L12",
    title: "Names of workers differ",
    source: clusterApi("internal/topology/names/names.go", "newTemplateGenerator"),
    check: ({ spec }) => workerClasses(spec).flatMap(({ workerClass, byName }) => sameNames(workerClass, `${byName}.naming.template`)),
  },
];

function mixedVersions(references: TemplateReference[]): FieldError[] {
  const versions = new Map<string, Set<string>>();
  for (const { apiVersion, kind } of references) {
    const key = `${kind} (${groupOf(apiVersion)})`;
    versions.set(key, (versions.get(key) ?? new Set()).add(apiVersion));
  }
  return [...versions]
    .filter(([, found]) => found.size > 1)
    .map(([key, found]) => ({
      field: "spec",
      message: `${key} is named as ${[...found].join(" and ")}; selectors match one of them only`,
    }));
}

function sameNames({ naming }: WorkerClass, field: string): FieldError[] {
  const template = naming?.template;
  if (!template || template.includes(".random") || template.includes(".topologyName")) return [];
  return [{ field, message: "without .random or the topology name, two groups of workers of this class get the same name" }];
}
