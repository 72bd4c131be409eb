import {
  type AddonFile,
  type AddonVersionsFile,
  type ChartFactsFile,
  type ClusterValuesFile,
  type Diagnostic,
  type EarlierSettingsFile,
  type FeatureFile,
  type InfrastructureApiFile,
  knownDocument,
  type ManagersFile,
  type MigrationFile,
  type PrepareFile,
  type ProviderFile,
  type ProviderVersionsFile,
  problem,
  type ReleaseFile,
  type ReleaseNoticeFile,
  readYaml,
  type SchemaName,
  type StackFile,
  validateSource,
} from "@cstack/model";
import { readProviderSchema } from "./provider-schema.ts";
import type { SourceTree } from "./read-tree.ts";
import type { Addon, Feature, Provider, Repository, Source, Stack } from "./repository.ts";

/** Values of source files that were parsed and found right before, by schema and text. */
export interface ParsedSources {
  find(schema: SchemaName, text: string): unknown;
  keep(schema: SchemaName, text: string, value: unknown): void;
}

/**
 * Parses and checks every source file of a tree. Files with errors are left out of the repository and reported; nothing is thrown. What `parsed`
 * knows is not parsed again.
 */
export function parseRepository(tree: SourceTree, parsed?: ParsedSources): { repository: Repository; diagnostics: Diagnostic[] } {
  const reader = new SourceReader(tree, parsed);
  const folders = (top: string) => childFolders(tree, top);
  const repository: Repository = {
    stacks: byId(folders("stacks").map((id) => reader.stack(id))),
    providers: byId(folders("providers").map((id) => reader.provider(id))),
    addons: byId(folders("addons").map((id) => reader.addon(id))),
    files: tree.files,
  };
  return { repository, diagnostics: reader.diagnostics };
}

class SourceReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: ReadonlyMap<string, string>;
  readonly #paths: string[];
  readonly #parsed: ParsedSources | undefined;

  constructor(tree: SourceTree, parsed: ParsedSources | undefined) {
    this.#parsed = parsed;
    this.#files = tree.files;
    this.#paths = [...tree.files.keys()];
  }

  stack(id: string): Stack | undefined {
    const folder = `stacks/${id}`;
    const main = this.#withId(this.#read<StackFile>(`${folder}/stack.yaml`, "stack", true), id);
    if (main === undefined) return undefined;
    const releases = new Map<string, Source<ReleaseFile>[]>();
    const notices: Source<ReleaseNoticeFile>[] = [];
    for (const path of this.#below(`${folder}/releases/`, ".yaml")) {
      if (noticeFile.test(path)) {
        notices.push(...[this.#read<ReleaseNoticeFile>(path, "release-notice")].filter((notice) => notice !== undefined));
        continue;
      }
      const release = this.#read<ReleaseFile>(path, "release");
      if (release !== undefined) releases.set(release.data.unit, [...(releases.get(release.data.unit) ?? []), release]);
    }
    for (const entries of releases.values()) entries.sort((a, b) => releaseNumber(a) - releaseNumber(b));
    const migrations = this.#named<MigrationFile>(`${folder}/migrations/`, "migration");
    const earlierSettings = this.#named<EarlierSettingsFile>(`${folder}/migrations/settings/`, "earlier-settings");
    return { ...main, folder, releases, notices, migrations, earlierSettings };
  }

  provider(id: string): Provider | undefined {
    const folder = `providers/${id}`;
    const main = this.#withId(this.#read<ProviderFile>(`${folder}/provider.yaml`, "provider", true), id);
    if (main === undefined) return undefined;
    const features = this.#below(`${folder}/features/`, ".yaml").map((path): Feature | undefined => {
      const feature = this.#withId(this.#read<FeatureFile>(path, "feature"), baseName(path));
      return feature === undefined ? undefined : { ...feature, provider: id };
    });
    const apis = new Map<string, Source<InfrastructureApiFile>>();
    for (const path of this.#below(`${folder}/apis/`, ".yaml")) {
      const api = this.#withId(this.#read<InfrastructureApiFile>(path, "infrastructure-api"), baseName(path));
      if (api !== undefined) apis.set(api.data.id, api);
    }
    const versions = this.#read<ProviderVersionsFile>(`${folder}/versions.yaml`, "provider-versions");
    const prepare = this.#read<PrepareFile>(`${folder}/prepare.yaml`, "prepare");
    const managers = this.#read<ManagersFile>(`${folder}/managers.yaml`, "managers");
    const schemas = this.#below(`${folder}/schemas/`, ".json").flatMap((path) => this.#schema(path));
    const known = features.filter((feature) => feature !== undefined);
    return { ...main, folder, versions, features: known, apis, prepare, managers, schemas };
  }

  addon(id: string): Addon | undefined {
    const folder = `addons/${id}`;
    const main = this.#withId(this.#read<AddonFile>(`${folder}/addon.yaml`, "addon", true), id);
    const versions = this.#read<AddonVersionsFile>(`${folder}/versions.yaml`, "addon-versions", true);
    if (main === undefined || versions === undefined) return undefined;
    const clusterValues = this.#read<ClusterValuesFile>(`${folder}/cluster-values.yaml`, "cluster-values");
    const chartFacts = this.#read<ChartFactsFile>(`${folder}/chart-facts.yaml`, "chart-facts");
    const template = `${folder}/values.yaml.ejs`;
    return { ...main, folder, versions, clusterValues, chartFacts, valuesTemplate: this.#files.has(template) ? template : undefined };
  }

  #schema(path: string): Provider["schemas"] {
    const { schema, diagnostics } = readProviderSchema(path, this.#files.get(path) ?? "");
    this.diagnostics.push(...diagnostics);
    return schema === undefined ? [] : [schema];
  }

  #below(prefix: string, suffix: string): string[] {
    return this.#paths.filter((path) => path.startsWith(prefix) && path.endsWith(suffix));
  }

  /** The files right in a folder, each with the id that its name says. */
  #named<T extends { id: string }>(folder: string, schema: SchemaName): Source<T>[] {
    const paths = this.#below(folder, ".yaml").filter((path) => !path.slice(folder.length).includes("/"));
    return paths.flatMap((path) => this.#withId(this.#read<T>(path, schema), baseName(path)) ?? []);
  }

  /** The schema has been checked when this returns, so the type stands. */
  #read<T>(path: string, schema: SchemaName, required = false): Source<T> | undefined {
    const text = this.#files.get(path);
    if (text === undefined) {
      if (required) this.diagnostics.push(problem("CS1007", { file: path }, "The file is missing."));
      return undefined;
    }
    const before = this.#parsed?.find(schema, text);
    if (before !== undefined) return { path, data: before as T, document: knownDocument(path, text, before) };
    const { document, diagnostics } = readYaml(path, text);
    this.diagnostics.push(...diagnostics);
    if (document === undefined) return undefined;
    const findings = validateSource(document, schema);
    this.diagnostics.push(...findings);
    if (findings.length > 0) return undefined;
    this.#parsed?.keep(schema, text, document.value);
    return { path, data: document.value as T, document };
  }

  #withId<T extends { id: string }>(source: Source<T> | undefined, expected: string): Source<T> | undefined {
    if (source !== undefined && source.data.id !== expected) {
      const message = `The id "${source.data.id}" is not the name it is found under: "${expected}".`;
      this.diagnostics.push(problem("CS1201", source.document.place(["id"]), message));
      return undefined;
    }
    return source;
  }
}

/** Files of the ledger that are no entries. */
const noticeFile = /\/(retired|[^/]+\.withdrawn)\.yaml$/;

function byId<T extends { data: { id: string } }>(items: (T | undefined)[]): Map<string, T> {
  return new Map(items.filter((item) => item !== undefined).map((item) => [item.data.id, item]));
}

function childFolders(tree: SourceTree, top: string): string[] {
  const names = new Set<string>();
  for (const path of tree.files.keys()) {
    const parts = path.split("/");
    if (parts[0] === top && parts.length > 2 && parts[1] !== undefined) names.add(parts[1]);
  }
  return [...names].sort();
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.yaml$/, "");
}

/** Pre-releases stand before the release that they lead to. */
function releaseNumber(release: Source<ReleaseFile>): number {
  const [, number = "0", beta] = /^v(\d+)(?:-beta\.(\d+))?$/.exec(release.data.version) ?? [];
  return Number(number) + (beta === undefined ? 0 : Number(beta) / 10 - 1);
}
