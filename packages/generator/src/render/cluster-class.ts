import { type Diagnostic, deepFrozen, problem, type TemplateSlot, unknownName } from "@cstack/model";
import type { Unit, UnitVariable } from "../resolve/unit.ts";
import type { ClassPatch } from "./class-patches.ts";
import type { KubernetesManifest } from "./class-templates.ts";
import type { EjsRenderer } from "./ejs.ts";
import { templateData } from "./template-data.ts";

interface ClassSkeleton {
  controlPlane?: Record<string, unknown>;
  workers?: { machineDeployments?: Record<string, unknown>[] };
  [key: string]: unknown;
}

/**
 * The ClusterClass: the class file gives health checks, time-outs and the like; references, variables and patches are filled in here.
 * Source of the shape: Cluster API v1.14.0, api/core/v1beta2/clusterclass_types.go.
 */
export function clusterClass(
  unit: Unit,
  className: string,
  templates: ReadonlyMap<TemplateSlot, KubernetesManifest>,
  patches: ClassPatch[],
  ejs: EjsRenderer,
  diagnostics: Diagnostic[],
): KubernetesManifest {
  const skeleton = readSkeleton(unit, className, ejs, diagnostics);
  const ref = (slot: TemplateSlot) => reference(templates.get(slot));
  const { controlPlane, workers, ...rest } = skeleton;
  const pools = workers?.machineDeployments ?? [];
  reportUnknownClasses(unit, pools, diagnostics);
  return {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "ClusterClass",
    metadata: { name: className },
    spec: {
      ...rest,
      infrastructure: { ...(rest["infrastructure"] as object | undefined), ...ref("infrastructureCluster") },
      controlPlane: { ...controlPlane, ...ref("controlPlane"), machineInfrastructure: ref("controlPlaneMachine") },
      workers: {
        machineDeployments: unit.workerClasses.map((name) => ({
          ...poolSkeleton(pools, name),
          class: name,
          bootstrap: ref("workerBootstrap"),
          infrastructure: ref("workerMachine"),
        })),
      },
      variables: unit.variables.map(classVariable),
      patches,
    },
  };
}

const classVariables = new WeakMap<UnitVariable["schema"], Map<string, unknown>>();

/** A variable as the class has it: the same frozen object for all units that share it, so that it is written and judged once. */
function classVariable({ name, required, schema }: UnitVariable): unknown {
  const known = classVariables.get(schema) ?? new Map<string, unknown>();
  classVariables.set(schema, known);
  const key = `${name} ${required}`;
  const variable = known.get(key) ?? deepFrozen({ name, required, schema: { openAPIV3Schema: schema } });
  known.set(key, variable);
  return variable;
}

/** What the class file says of a worker class: its own entry, else the one without a name, which is for all others. */
function poolSkeleton(pools: Record<string, unknown>[], name: string): Record<string, unknown> {
  return pools.find((pool) => pool["class"] === name) ?? pools.find((pool) => pool["class"] === undefined) ?? {};
}

function reportUnknownClasses(unit: Unit, pools: Record<string, unknown>[], diagnostics: Diagnostic[]): void {
  for (const { class: name } of pools) {
    if (name === undefined || unit.workerClasses.includes(String(name))) continue;
    diagnostics.push(problem("CS1202", { file: unit.classPath }, unknownName("worker class", String(name), unit.workerClasses)));
  }
}

function readSkeleton(unit: Unit, className: string, ejs: EjsRenderer, diagnostics: Diagnostic[]): ClassSkeleton {
  const text = unit.repository.files.get(unit.classPath);
  if (text === undefined) {
    diagnostics.push(problem("CS1007", { file: unit.classPath }, "The class file is missing."));
    return {};
  }
  const rendered = ejs.render(unit.classPath, text, templateData(unit, className));
  diagnostics.push(...rendered.diagnostics);
  return ((rendered.value as { spec?: ClassSkeleton } | undefined)?.spec ?? {}) as ClassSkeleton;
}

function reference(template: KubernetesManifest | undefined): { templateRef?: { apiVersion: string; kind: string; name: string } } {
  if (template === undefined) return {};
  return { templateRef: { apiVersion: template.apiVersion, kind: template.kind, name: template.metadata.name } };
}
