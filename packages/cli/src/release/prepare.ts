import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildUnit, releaseArtifacts } from "@cstack/bundle";
import { EjsRenderer } from "@cstack/generator";
import type { Diagnostic } from "@cstack/model";
import { judgeLedger, type PreparedRelease, planRelease, prepareRelease, type VersionedStack } from "@cstack/release";
import { judgeClass } from "../judge.ts";
import type { Workspace } from "../workspace.ts";
import { currentUnits, readBaselines, readChangesets, readStackPackages, type StackPackage } from "./read-release.ts";

export interface PrepareRequest {
  date: string;
  channel: "stable" | "beta";
}

/** Plans what a release adds to the ledger of a checkout; nothing is written. */
export function planLedger(
  workspace: Workspace,
  { date, channel }: PrepareRequest,
): { prepared?: PreparedRelease; diagnostics: Diagnostic[] } {
  const { root, repository } = workspace;
  const damaged = judgeLedger(repository);
  if (damaged.length > 0) return { diagnostics: damaged };
  const [units, baselines, packages] = [currentUnits(workspace), readBaselines(root, repository), readStackPackages(root, repository)];
  const { plan, diagnostics } = planRelease({
    repository,
    units,
    baselines,
    stacks: packages,
    changesets: readChangesets(root),
    today: date,
  });
  // Declared bumps are judged by the stacks' versions here: after `changeset version` there are no changesets any more.
  const blocking = diagnostics.filter(({ code }) => !/^CS601[012]$/.test(code));
  if (blocking.length > 0) return { diagnostics: blocking };
  const ejs = new EjsRenderer();
  const found: Diagnostic[] = [];
  const { prepared, diagnostics: refused } = prepareRelease({
    repository,
    plan,
    units,
    baselines,
    stacks: packages.map((stack) => versioned(root, stack)),
    date,
    channel,
    artifacts: ({ rendered: { unit }, contentHash }, version) => {
      const { bundle, diagnostics: problems } = buildUnit(unit, { mode: "custom", custom: version, ejs, validate: judgeClass });
      found.push(...problems);
      if (bundle === undefined) return undefined;
      const content = { unit: unit.id, version, kubernetes: unit.kubernetes.version, contentHash, date, files: bundle.files };
      const { operator, chart, manifests } = releaseArtifacts(content);
      return { operator: operator.digest, chart: chart.digest, manifests: manifests.digest };
    },
  });
  return { prepared, diagnostics: [...refused, ...found] };
}

/** A stack with the section of its changelog that changesets wrote for its version. */
function versioned(root: string, { id, version }: StackPackage): VersionedStack {
  const file = join(root, "stacks", id, "CHANGELOG.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const [section] = text.split(/^(?=## )/m).filter((part) => part.split("\n")[0] === `## ${version}`);
  const changes = section?.slice(section.indexOf("\n")).trim();
  return { id, version, ...(changes === undefined || changes === "" ? {} : { changes: `${changes}\n` }) };
}
