import { type GoValue, parseTemplate, TemplateError } from "@cstack/gotemplate";
import { problem, type Result } from "@cstack/model";
import { parse } from "yaml";
import type { DeliveredCluster } from "./delivered-cluster.ts";
import type { AddonRelease } from "./releases.ts";

/** Values of a release for one Cluster, for what cannot read Clusters; CS3033 where the Cluster lacks a value that the addon needs. */
export function valuesOf({ addon, values }: AddonRelease, { object, infraCluster }: DeliveredCluster): Result<Record<string, unknown>> {
  const data = { Cluster: object, ...(infraCluster === undefined ? {} : { InfraCluster: infraCluster }) };
  try {
    const text = parseTemplate(addon, values.caaph, { functions: "operator" }).execute(data as GoValue);
    return { value: (parse(text) ?? {}) as Record<string, unknown>, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const reason = /error calling fail: (.*)$/.exec(error.message)?.[1] ?? error.message;
    return { diagnostics: [problem("CS3033", { file: `addons/${addon}/cluster-values.yaml` }, `${addon}: ${reason}.`)] };
  }
}
