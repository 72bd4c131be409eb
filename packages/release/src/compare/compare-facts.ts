import { type FieldChange, fieldChanges, type Json } from "@cstack/clusterclass";
import { type AddonStep, addonSteps } from "@cstack/generator";
import type { ReleasedAddon, UnitFacts } from "../baseline/unit-facts.ts";

/** What becomes of one addon: `content` is its values or its own templates, `default` whether it is on where a Cluster does not say. */
export interface AddonChange extends Omit<AddonStep, "change"> {
  change: AddonStep["change"] | "content" | "default";
}

/** What differs between two releases beside their classes; empty lists and absent fields where nothing does. */
export interface FactsComparison {
  kubernetes?: { old: string; new: string };
  /** API and contract of the infrastructure provider. */
  infrastructure: FieldChange[];
  /** What a management cluster must have. */
  requires: FieldChange[];
  nodeImage: FieldChange[];
  addons: AddonChange[];
}

/** Compares what two releases record beside their classes. */
export function compareFacts(before: UnitFacts, after: UnitFacts): FactsComparison {
  const [old, next] = [before.kubernetes.version, after.kubernetes.version];
  return {
    ...(old === next ? {} : { kubernetes: { old: `v${old}`, new: `v${next}` } }),
    infrastructure: changes(before.infrastructure, after.infrastructure),
    requires: changes(before.requires, after.requires),
    nodeImage: changes(before.nodeImage, after.nodeImage),
    addons: [...addonSteps(before, after), ...addonContents(before.addons, after.addons)],
  };
}

function changes(before: unknown, after: unknown): FieldChange[] {
  return fieldChanges((before ?? undefined) as Json | undefined, (after ?? undefined) as Json | undefined);
}

/** Addons whose version stays and whose content does not, and addons that are on, or off, where they were not. */
function addonContents(before: readonly ReleasedAddon[], after: readonly ReleasedAddon[]): AddonChange[] {
  const older = new Map(before.map((facts) => [facts.addon, facts]));
  return after.flatMap((next) => {
    const old = older.get(next.addon);
    if (old === undefined) return [];
    const [was, is] = [stateOf(old), stateOf(next)];
    const switched: AddonChange[] = was === is ? [] : [{ addon: next.addon, change: "default", old: was, new: is }];
    const edited: AddonChange[] =
      old.chart !== next.chart || old.content === next.content || switched.length > 0 ? [] : [{ addon: next.addon, change: "content" }];
    return [...switched, ...edited];
  });
}

function stateOf({ switch: own }: ReleasedAddon): string {
  if (own === undefined) return "always on";
  return own.byDefault ? "on" : "off";
}
