import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DeliveredFiles } from "@cstack/bundle";
import { chartRepositoryProblem, type Delivery, deliveries, oneText } from "@cstack/delivery";
import type { RenderedUnit } from "@cstack/generator";
import { Command, Option } from "commander";
import { deliverToFile } from "../deliver-to-file.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface DeliverFlags {
  cluster: string;
  with: Delivery;
  out?: string;
  repository?: string;
  root?: string;
}

export function deliverCommand(): Command {
  return new Command("deliver")
    .summary("addons of a Cluster without the operator: Flux, CAAPH, Sveltos or Helm")
    .description(
      "Prints, or writes with --out, what delivers a unit's addons to the Cluster in a file: objects of Flux with values for this Cluster, " +
        "HelmChartProxies or a ClusterProfile with templates and the labels that they select, or a script that calls Helm. Values, order and what is " +
        "on are those of the operator. Flux and Helm cannot read Clusters: give the objects as the management cluster has them.",
    )
    .argument("<unit>", "unit id")
    .requiredOption("--cluster <file>", "file with the Cluster, and its infrastructure cluster where values are made of it")
    .addOption(new Option("--with <delivery>", "what installs the charts").choices([...deliveries]).makeOptionMandatory())
    .option("--out <dir>", "write files into a directory, with archives of charts that nobody publishes; helm needs it")
    .option("--repository <url>", "oci:// or https:// repository with those archives")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExamples:\n  kubectl get cluster,openstackcluster -n team prod -o yaml > prod.yaml\n" +
        "  cstack deliver openstack-scs-1-36 --cluster prod.yaml --with flux > addons.yaml\n" +
        "  cstack deliver docker-scs-1-36 --cluster cluster.yaml --with helm --out delivered && WORKLOAD_KUBECONFIG=kubeconfig delivered/deliver.sh",
    )
    .action(run);
}

function run(name: string, flags: DeliverFlags): void {
  if (flags.with === "helm" && flags.out === undefined) throw usageFailure("helm needs --out: it reads values and charts from files.");
  const problem = flags.repository === undefined ? undefined : chartRepositoryProblem(flags.repository);
  if (problem !== undefined) throw usageFailure(problem);
  const rendered = renderOne(name, flags.root);
  const { files, diagnostics } = deliverToFile(rendered, flags.cluster, flags.with, flags.repository);
  const errors = reportDiagnostics(diagnostics);
  if (files === undefined) throw findingsFailure(errors);
  if (flags.out === undefined) process.stdout.write(oneText(files.texts));
  else writeAll(resolve(flags.out), files);
}

/** Lists what was written, so that the next time knows what of it is stale. */
const listFile = ".cstack-deliver";

/** What was generated there before and is no more is removed, so that nothing that was switched off is applied again. */
function writeAll(folder: string, { texts, archives }: DeliveredFiles): void {
  const list = join(folder, listFile);
  const before = existsSync(list) ? readFileSync(list, "utf8").split("\n").filter(isOwnPath) : [];
  const files = new Map<string, string | Uint8Array>([...texts, ...archives]);
  for (const path of before) if (!files.has(path)) rmSync(join(folder, path), { force: true });
  writeFiles(folder, files);
  writeFiles(folder, new Map([[listFile, `${[...files.keys()].join("\n")}\n`]]));
  process.stdout.write(`${[...files.keys()].map((path) => join(folder, path)).join("\n")}\n`);
}

/** A list that somebody changed must not lead out of the folder. */
function isOwnPath(path: string): boolean {
  return /^((values|charts)\/)?[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(path);
}

function renderOne(name: string, root: string | undefined): RenderedUnit {
  const workspace = openWorkspace(root);
  return renderOrFail(resolveOrFail(workspace, selectOneUnit(workspace, name)), { version: "v1" });
}
