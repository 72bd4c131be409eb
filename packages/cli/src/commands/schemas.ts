import { resolve } from "node:path";
import { classReferenceOf, clusterJsonSchema, clusterSpec, nameOf } from "@cstack/clusterclass";
import { publishedSchemas } from "@cstack/model";
import { Command } from "commander";
import { type ClassSource, readClassSource } from "../class-source.ts";
import { usageFailure } from "../failure.ts";
import { openWorkspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface SchemasFlags {
  out: string;
  version: string;
  root?: string;
}

const description = `Writes JSON Schemas, with which editors complete and check YAML: <class>.cluster.schema.json for a Cluster of each class, and source/<name>.json
for the files that stacks, features, addons and providers are made of. A class is a unit of the checkout, the directory of a bundle, or a file with a ClusterClass
from anywhere. Offline.`;

export function schemasCommand(): Command {
  return new Command("schemas")
    .summary("JSON Schemas of Clusters and of source files, for editors")
    .description(description)
    .argument("[class...]", "unit ids, bundle directories, or files (default: every unit of the checkout)")
    .requiredOption("--out <dir>", "directory for the files")
    .option("--version <version>", "version in the names of units' classes", "v1")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack schemas openstack-scs-1-36 --out .vscode/schemas")
    .action(run);
}

function run(names: string[], { out, version, root }: SchemasFlags): void {
  const classes = names.length > 0 ? names : openWorkspace(root).units.map(({ id }) => id);
  const ofClusters = classes.flatMap((name) => clusterSchemas(name, version, root));
  const ofSources = Object.entries(publishedSchemas).map(([name, schema]): [string, object] => [`source/${name}.json`, schema]);
  const files = [...ofClusters, ...ofSources].map(([path, schema]): [string, string] => [
    path,
    `${JSON.stringify(schema, undefined, 1)}\n`,
  ]);
  writeFiles(resolve(out), new Map(files));
  process.stdout.write(files.map(([path]) => `${path}\n`).join(""));
}

function clusterSchemas(name: string, version: string, root: string | undefined): [string, object][] {
  const source = readClassSource(name, { root, clusters: [], version });
  if (source.classes.length === 0) throw usageFailure(`${source.file} holds no ClusterClass.`);
  return source.classes.map((clusterClass) => {
    const className = nameOf(clusterClass);
    const kubernetes = versionOf(source, className);
    const schema = clusterJsonSchema(clusterClass, kubernetes === undefined ? {} : { version: kubernetes });
    return [`${className}.cluster.schema.json`, schema];
  });
}

/** The one Kubernetes version of a unit's Clusters, or of the sample that comes with a class. */
function versionOf({ unit, clusters }: ClassSource, className: string): string | undefined {
  if (unit !== undefined) return `v${unit.kubernetes.version}`;
  const sample = clusters.find((cluster) => classReferenceOf(cluster)?.name === className);
  return sample === undefined ? undefined : clusterSpec(sample).topology?.version;
}
