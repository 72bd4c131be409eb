import { Failure, isObject, type JsonObject, readYaml } from "@cstack/clusterclass";
import { toYaml, toYamlStream } from "@cstack/model";
import { Command } from "commander";
import { usageFailure } from "../failure.ts";
import { readInputText } from "../input-text.ts";
import { sampleWithVariables } from "../sample-with-variables.ts";
import { openWorkspace, renderOrFail, resolveOrFail, selectOneUnit } from "../workspace.ts";

interface RenderFlags {
  output: string;
  version: string;
  infraApi?: string;
  sample: boolean;
  addons?: boolean;
  variables?: string;
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
    .option("--variables <file>", "only the sample Cluster, with the values of a YAML map of variables")
    .option("--addons", "the addons' charts and stages instead")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExamples:\n  cstack render docker-scs-1-36 --no-sample | kubectl apply --server-side -f -\n  cstack render docker-scs-1-36 --variables values.yaml > cluster.yaml",
    )
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
  if (flags.variables !== undefined) {
    process.stdout.write(sampleWithVariables(rendered, readVariables(flags.variables)));
    return;
  }
  const objects = [...rendered.templates, rendered.clusterClass, ...(flags.sample ? rendered.sample : [])];
  process.stdout.write(flags.output === "json" ? `${JSON.stringify(objects, undefined, 2)}\n` : toYamlStream(objects));
}

/** Values as YAML 1.1, as the API server would read them in a Cluster. */
function readVariables(path: string): JsonObject {
  const value = readYaml(readInputText(path));
  if (!(value instanceof Failure) && isObject(value)) return value;
  throw usageFailure(`${path} holds no map of variables${value instanceof Failure ? `: ${value.reason}` : ""}.`);
}
