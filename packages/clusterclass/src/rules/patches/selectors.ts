import type { PatchSelector, TemplateReference, WorkerClass } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { matchesClassName } from "../../patches/match-resources.ts";
import type { ClassRuleInput } from "../class/input.ts";
import { qualifiedNameProblems } from "../primitives/names.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { definitionsOf } from "./walk.ts";

const file = "core/webhooks/admission/patch_validation.go";
const source = clusterApi(file, "validateSelectors");

/** What the selector of each definition may name. */
export const selectorRules: readonly Rule<ClassRuleInput>[] = [
  { id: "CC-P05", title: "A selector selects something", source, check: (input) => forEachSelector(input, checkSelectsSomething) },
  {
    id: "CC-P06",
    title: "A selector of the infrastructure cluster has its kind",
    source,
    check: (input) => forEachSelector(input, checkInfrastructure),
  },
  {
    id: "CC-P07",
    title: "A selector of the control plane has its kind or the kind of its machines",
    source,
    check: (input) => forEachSelector(input, checkControlPlane),
  },
  {
    id: "CC-P08",
    title: "Each class name of a selector hits a class that uses its kind",
    source,
    check: (input) => forEachSelector(input, checkHits),
  },
  {
    id: "CC-P09",
    title: "A class name of a selector has at most one *, at its start or end",
    source: clusterApi(file, "validateSelectorName"),
    check: (input) => forEachSelector(input, checkPatterns),
  },
];

type SelectorCheck = (selector: PatchSelector, field: string, input: ClassRuleInput) => FieldError[];

function forEachSelector(input: ClassRuleInput, check: SelectorCheck): FieldError[] {
  return definitionsOf(input.spec).flatMap(({ definition, field }) => check(definition.selector, `${field}.selector`, input));
}

function checkSelectsSomething({ matchResources }: PatchSelector, field: string): FieldError[] {
  const names = [...(matchResources.machineDeploymentClass?.names ?? []), ...(matchResources.machinePoolClass?.names ?? [])];
  if (matchResources.infrastructureCluster || matchResources.controlPlane || names.length > 0) return [];
  return [{ field, message: "nothing is selected; set infrastructureCluster, controlPlane or the names of worker classes" }];
}

function checkInfrastructure(selector: PatchSelector, field: string, { spec }: ClassRuleInput): FieldError[] {
  if (!selector.matchResources.infrastructureCluster || hasKindOf(selector, spec.infrastructure.templateRef)) return [];
  return [
    {
      field: `${field}.matchResources.infrastructureCluster`,
      message: `the infrastructure cluster is ${kindOf(spec.infrastructure.templateRef)}, not ${kindOf(selector)}`,
    },
  ];
}

function checkControlPlane(selector: PatchSelector, field: string, { spec }: ClassRuleInput): FieldError[] {
  if (!selector.matchResources.controlPlane) return [];
  const { templateRef, machineInfrastructure } = spec.controlPlane;
  const candidates = machineInfrastructure ? [templateRef, machineInfrastructure.templateRef] : [templateRef];
  if (candidates.some((candidate) => hasKindOf(selector, candidate))) return [];
  return [
    {
      field: `${field}.matchResources.controlPlane`,
      message: `the control plane has ${candidates.map(kindOf).join(" and ")}, not ${kindOf(selector)}`,
    },
  ];
}

function checkHits(selector: PatchSelector, field: string, { spec }: ClassRuleInput): FieldError[] {
  return namedClasses(selector, field).flatMap(({ names, at, list }) => {
    const classes: WorkerClass[] = spec.workers?.[list] ?? [];
    return validNames(names).flatMap((name, i) =>
      classes.some((workerClass) => matchesClassName(workerClass.class, name) && usesKind(workerClass, selector))
        ? []
        : [{ field: `${at}[${i}]`, message: `no class that ${JSON.stringify(name)} matches uses ${kindOf(selector)}` }],
    );
  });
}

function checkPatterns(selector: PatchSelector, field: string): FieldError[] {
  return namedClasses(selector, field).flatMap(({ names, at }) => {
    const first = validNames(names).length;
    const name = names[first];
    return name === undefined ? [] : [{ field: `${at}[${first}]`, message: `${JSON.stringify(name)}: ${patternProblem(name)}` }];
  });
}

function namedClasses({ matchResources }: PatchSelector, field: string) {
  return [
    {
      names: matchResources.machineDeploymentClass?.names ?? [],
      at: `${field}.matchResources.machineDeploymentClass.names`,
      list: "machineDeployments",
    },
    { names: matchResources.machinePoolClass?.names ?? [], at: `${field}.matchResources.machinePoolClass.names`, list: "machinePools" },
  ] as const;
}

// Upstream stops at the first malformed name of a list: the names after it are not looked at.
function validNames(names: readonly string[]): string[] {
  const malformed = names.findIndex((name) => patternProblem(name) !== undefined);
  return malformed < 0 ? [...names] : names.slice(0, malformed);
}

function patternProblem(name: string): string | undefined {
  const stars = name.split("*").length - 1;
  if (stars === 0) return undefined;
  if (stars > 1) return "more than one *";
  if (!name.startsWith("*") && !name.endsWith("*")) return "* stands neither at the start nor at the end";
  return qualifiedNameProblems(name.replace("*", "a"))[0];
}

function usesKind(workerClass: WorkerClass, selector: PatchSelector): boolean {
  return hasKindOf(selector, workerClass.infrastructure.templateRef) || hasKindOf(selector, workerClass.bootstrap.templateRef);
}

function hasKindOf(selector: PatchSelector, reference: TemplateReference): boolean {
  return selector.kind === reference.kind && selector.apiVersion === reference.apiVersion;
}

function kindOf({ kind, apiVersion }: { kind: string; apiVersion: string }): string {
  return `${kind} (${apiVersion})`;
}
