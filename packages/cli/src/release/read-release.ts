import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import parseChangeset from "@changesets/parse";
import { unitContent } from "@cstack/bundle";
import { EjsRenderer, type Repository } from "@cstack/generator";
import { type Baseline, baselinePath, type Changeset, type CurrentUnit, type ReleasedStack, versionToken } from "@cstack/release";
import { usageFailure } from "../failure.ts";
import { renderOrFail, resolveOrFail, type Workspace } from "../workspace.ts";

/** Every unit of the checkout, rendered with the version token; findings end the command. */
export function currentUnits(workspace: Workspace): CurrentUnit[] {
  const ejs = new EjsRenderer();
  return workspace.units.map((key) => {
    const rendered = renderOrFail(resolveOrFail(workspace, key), { version: versionToken, ejs });
    return { stack: key.stack, rendered, contentHash: unitContent(rendered).hash };
  });
}

/** The snapshots of the newest releases, by unit. One that is not there is left to the comparison, which may not need it. */
export function readBaselines(root: string, repository: Repository): Map<string, Baseline> {
  const units = [...repository.stacks.values()].flatMap((stack) =>
    [...stack.releases.keys()].map((unit) => [stack.data.id, unit] as const),
  );
  return new Map(
    units.flatMap(([stack, unit]) => {
      const file = join(root, baselinePath(stack, unit));
      return existsSync(file) ? [[unit, JSON.parse(readFileSync(file, "utf8")) as Baseline] as const] : [];
    }),
  );
}

/** A stack's package.json, as far as releases look at it. */
export interface StackPackage extends ReleasedStack {
  version: string;
}

/** The package of every stack. */
export function readStackPackages(root: string, repository: Repository): StackPackage[] {
  return [...repository.stacks.values()].map(({ folder, data }) => {
    const file = join(root, folder, "package.json");
    if (!existsSync(file)) throw usageFailure(`${folder}/package.json is missing: changesets version a stack by it.`);
    const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { name: string; version: string };
    return { id: data.id, package: name, version };
  });
}

/** The changesets that wait for the next version, read as changesets itself reads them; a checkout without them has none. */
export function readChangesets(root: string): Changeset[] {
  const folder = join(root, ".changeset");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
  return names.sort().map((name) => {
    const file = `.changeset/${name}`;
    try {
      const { summary, releases } = parseChangeset(readFileSync(join(root, file), "utf8"));
      return { file, summary, bumps: new Map(releases.map((release) => [release.name, release.type])) };
    } catch (error) {
      throw usageFailure(`${file} is no changeset: ${(error as Error).message.split("\n")[0]}`);
    }
  });
}
