// providers/<id>/schemas/<kind>-<version>.json: the kinds of infrastructure providers, reduced to types and constraints.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { reduceSchema } from "../../packages/clusterclass/scripts/reduce-schema.mjs";

/** What is generated: the kinds of a provider that a class and its Clusters need, and the Go module that defines them. */
export const schemaSources = [
  {
    provider: "openstack",
    module: "sigs.k8s.io/cluster-api-provider-openstack",
    moduleVersion: "v0.14.7",
    folder: "config/crd/bases",
    version: "v1beta1",
    plurals: ["openstackclusters", "openstackclustertemplates", "openstackmachinetemplates"],
  },
  {
    provider: "openstack",
    module: "sigs.k8s.io/cluster-api-provider-openstack",
    moduleVersion: "v0.15.0-beta.0",
    folder: "config/crd/bases",
    version: "v1beta2",
    plurals: ["openstackclusters", "openstackclustertemplates", "openstackmachinetemplates"],
  },
  {
    provider: "docker",
    module: "sigs.k8s.io/cluster-api/test",
    moduleVersion: "v1.14.0",
    folder: "infrastructure/docker/config/crd/bases",
    version: "v1beta2",
    plurals: ["devclusters", "devclustertemplates", "devmachinetemplates"],
  },
  {
    provider: "kubevirt",
    module: "sigs.k8s.io/cluster-api-provider-kubevirt",
    moduleVersion: "v0.11.2",
    folder: "config/crd/bases",
    version: "v1alpha1",
    plurals: ["kubevirtclusters", "kubevirtclustertemplates", "kubevirtmachinetemplates"],
  },
];

/**
 * The files for all sources, as [path, text]. Needs Go, which fetches the modules through its proxy, but for those in `folders`: checkouts by
 * `module@version`.
 */
export function providerSchemas(folders = new Map()) {
  return schemaSources.flatMap((source) => {
    const module = `${source.module}@${source.moduleVersion}`;
    const folder = folders.get(module) ?? downloaded(module);
    return source.plurals.map((plural) => schemaFile(source, pathOf(source, plural), folder));
  });
}

function downloaded(module) {
  return JSON.parse(execFileSync("go", ["mod", "download", "-json", module], { encoding: "utf8" })).Dir;
}

function pathOf(source, plural) {
  return `${source.folder}/infrastructure.cluster.x-k8s.io_${plural}.yaml`;
}

function schemaFile(source, path, folder) {
  const { spec } = parse(readFileSync(join(folder, path), "utf8"));
  const schema = reduceSchema(spec.versions.find(({ name }) => name === source.version).schema.openAPIV3Schema);
  const content = {
    origin: { module: source.module, version: source.moduleVersion, path, digest: digestOf(schema) },
    apiVersion: `${spec.group}/${source.version}`,
    kind: spec.names.kind,
    schema,
  };
  return [`providers/${source.provider}/schemas/${spec.names.kind.toLowerCase()}-${source.version}.json`, `${printed(content)}\n`];
}

/** What is wrong with the committed files, as far as that can be told without the modules: origin and content hash. */
export function staleSchemas(root) {
  return schemaSources.flatMap((source) => {
    const folder = join(root, "providers", source.provider, "schemas");
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
    const files = names
      .map((name) => [`providers/${source.provider}/schemas/${name}`, JSON.parse(readFileSync(join(folder, name), "utf8"))])
      .filter(([, { apiVersion }]) => sourceOf(source.provider, apiVersion) === source);
    const edited = files.filter(([, { origin, schema }]) => origin.digest !== digestOf(schema) || !isFrom(source, origin));
    const missing = source.plurals.filter((plural) => !files.some(([, { origin }]) => origin.path === pathOf(source, plural)));
    return [
      ...edited.map(([path]) => `${path} is not what was generated from ${source.module} ${source.moduleVersion}`),
      ...missing.map((plural) => `providers/${source.provider}/schemas has no file of ${source.version} for ${plural}`),
    ];
  });
}

/** The source of a provider's API version; for versions that none has, the provider's first source, of which the file then is not. */
function sourceOf(provider, apiVersion) {
  const sources = schemaSources.filter((source) => source.provider === provider);
  return sources.find(({ version }) => apiVersion.endsWith(`/${version}`)) ?? sources[0];
}

function isFrom(source, { module, version, path }) {
  return module === source.module && version === source.moduleVersion && source.plurals.some((plural) => path === pathOf(source, plural));
}

function digestOf(schema) {
  return `sha256:${createHash("sha256").update(JSON.stringify(schema)).digest("hex")}`;
}

/** JSON as the formatter of this repository writes it: on one line where it fits, else one entry per line. */
function printed(value, depth = 0, before = 0) {
  const line = onOneLine(value);
  const indent = "  ".repeat(depth + 1);
  const end = `\n${"  ".repeat(depth)}`;
  // One column is kept for the comma.
  if (typeof value !== "object" || value === null || (depth > 0 && 2 * depth + before + line.length < 140)) return line;
  if (Array.isArray(value)) return `[\n${value.map((item) => indent + printed(item, depth + 1)).join(",\n")}${end}]`;
  const lines = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${indent}${name}${printed(item, depth + 1, name.length)}`;
  });
  return `{\n${lines.join(",\n")}${end}}`;
}

function onOneLine(value) {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
