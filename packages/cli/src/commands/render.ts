import { toYaml, toYamlStream } from "@cstack/generator";
import { Command } from "commander";
import { usageFailure } from "../failure.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../workspace.ts";

interface RenderFlags {
  output: string;
  version: string;
  infraApi?: string;
  sample: boolean;
  addons?: boolean;
  root?: string;
}

export function renderCommand(): Command {
  return new Command("render")
    .summary("the ClusterClass, its templates and the sample Cluster of a unit")
    .description("Prints the objects of one unit: templates, ClusterClass, and a sample Cluster.")
    .argument("<unit>", "unit id")
    .option("-o, --output <format>", "yaml or json", "yaml")
    .option("--version <version>", "version in the names", "v1")
    .option("--infra-api <id>", "another infrastructure API of the provider")
    .option("--no-sample", "without the sample Cluster")
    .option("--addons", "the addons' charts and stages instead")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack render docker-scs-1-36 --no-sample | kubectl apply --server-side -f -")
    .action(run);
}

function run(name: string, flags: RenderFlags): void {
  if (flags.output !== "yaml" && flags.output !== "json") throw usageFailure(`Unknown output format "${flags.output}". Known: yaml, json.`);
  const workspace = openWorkspace(flags.root);
  const rendered = renderOrFail(resolveOrFail(workspace, selectOneUnit(workspace, name)), {
    version: flags.version,
    ...(flags.infraApi === undefined ? {} : { infrastructureApi: flags.infraApi }),
  });
  if (flags.addons === true) {
    const addons = { "clusteraddon.yaml": rendered.clusterAddon, ...Object.fromEntries(rendered.addonCharts) };
    process.stdout.write(flags.output === "json" ? `${JSON.stringify(addons, undefined, 2)}\n` : toYaml(addons));
    return;
  }
  const objects = [...rendered.templates, rendered.clusterClass, ...(flags.sample ? rendered.sample : [])];
  process.stdout.write(flags.output === "json" ? `${JSON.stringify(objects, undefined, 2)}\n` : toYamlStream(objects));
}
