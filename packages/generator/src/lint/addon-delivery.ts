import { type Diagnostic, problem } from "@cstack/model";
import { filesBelow } from "../load/files-below.ts";
import { byOperator } from "../render/addon-charts.ts";
import { inRange } from "../resolve/minors.ts";
import type { Unit, UnitAddon } from "../resolve/unit.ts";

/**
 * What is wrong with the addons of a unit together: what the operator is asked to deliver and cannot (CS3021), definitions that are missing or
 * come after what uses them (CS3022), definitions with two owners (CS3023), and versions that are not made for the minor (CS2021).
 * The operator's limits: cluster-stack-operator b3680fb, internal/controller/clusteraddon_controller.go and pkg/kube.
 */
export function addonProblems(unit: Unit): Diagnostic[] {
  return [
    ...unit.addons.flatMap((chosen) => [...undeliverable(unit, chosen), ...unsupported(unit, chosen)]),
    ...missingDefinitions(unit),
    ...definitionsOwnedTwice(unit),
  ];
}

/** The operator has one namespace, renders without a cluster, and applies hooks like any other object. */
const operatorNamespace = "kube-system";

function undeliverable(unit: Unit, chosen: UnitAddon): Diagnostic[] {
  const { addon } = chosen;
  if (!byOperator(chosen)) return [];
  const { id, namespace, limits = {}, ready } = addon.data;
  const strange = (ready?.objects ?? []).find((object) => (object.namespace ?? operatorNamespace) !== operatorNamespace);
  const reasons = [
    ...(namespace === operatorNamespace ? [] : [`its objects stand in ${namespace}`]),
    ...Object.entries(limits).map(([limit, why]) => `${limit}: ${why}`),
    ...ownChartLimits(unit, addon.folder),
    ...(strange === undefined ? [] : [`it would wait for ${strange.kind} ${strange.name} in ${strange.namespace}`]),
  ];
  return reasons.map((reason) =>
    problem("CS3021", addon.document.place(["deliveries"]), `The operator cannot deliver the addon "${id}": ${reason}.`),
  );
}

const limitPatterns: readonly (readonly [RegExp, string])[] = [
  [/helm\.sh\/hook/, "has a hook, which would be applied like any other object"],
  [/\{\{[^}]*\blookup [("$]/, "looks up objects, and there is no cluster while it is rendered"],
  [/\{\{[^}]*\.Capabilities\.APIVersions/, "asks for APIs of the cluster, of which only Kubernetes' own are known"],
];

function ownChartLimits(unit: Unit, folder: string): string[] {
  const source = `${folder}/chart`;
  return [...filesBelow(unit.repository.files, source)].flatMap(([path, text]) =>
    limitPatterns.flatMap(([pattern, limit]) => (pattern.test(text) ? [`${source}/${path} ${limit}`] : [])),
  );
}

function unsupported({ minor }: Unit, { addon, version }: UnitAddon): Diagnostic[] {
  if (inRange(minor, version.supports) || version.beyond !== undefined) return [];
  const { from = "any", to = "any" } = version.supports ?? {};
  const message = `"${addon.data.id}" ${version.chart} is for Kubernetes ${from} to ${to} and stands for ${minor}, without a reason.`;
  return [problem("CS2021", { file: addon.versions.path }, message)];
}

function missingDefinitions({ addons, id: unitId }: Unit): Diagnostic[] {
  return addons.flatMap(({ addon }, position) =>
    (addon.data.needs ?? []).flatMap((group, index) => {
      const owner = addons.findIndex((other) => (other.addon.data.crds ?? []).some((crds) => crds.group === group));
      if (owner !== -1 && owner < position) return [];
      const why = owner === -1 ? "no addon brings" : `only "${addons[owner]!.addon.data.id}" brings, which comes later`;
      const message = `In ${unitId}, "${addon.data.id}" needs definitions of ${group}, which ${why}.`;
      return [problem("CS3022", addon.document.place(["needs", index]), message)];
    }),
  );
}

function definitionsOwnedTwice({ addons, id: unitId }: Unit): Diagnostic[] {
  const owners = new Map<string, UnitAddon>();
  return addons.flatMap((chosen) =>
    (chosen.addon.data.crds ?? []).flatMap(({ group }, index) => {
      const other = owners.get(group);
      owners.set(group, chosen);
      if (other === undefined || excludeEachOther(other, chosen)) return [];
      const message = `In ${unitId}, "${other.addon.data.id}" and "${chosen.addon.data.id}" both bring definitions of ${group}.`;
      return [problem("CS3023", chosen.addon.document.place(["crds", index]), message)];
    }),
  );
}

function excludeEachOther({ switch: one }: UnitAddon, { switch: other }: UnitAddon): boolean {
  return one !== undefined && one.variable === other?.variable && !one.values.some((value) => other.values.includes(value));
}
