import { type CreateMode, type CreateOptions, planCreate, readPreviousRelease, readTree, type Tree, writeRelease } from "@cstack/bundle";
import type { Result } from "@cstack/model";
import { Command, Option } from "commander";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";

interface CreateFlags {
  mode: "stable" | "hash" | "custom";
  output: string;
  nodeImageRegistry?: string;
  clusterStackVersion?: string;
  clusterAddonVersion?: string;
  nodeImageVersion?: string;
  previous?: string;
  replace?: boolean;
}

export function createCommand(): Command {
  return new Command("create")
    .summary("the bundle that csctl would make of an upstream-style tree")
    .description("Makes a release of a tree with csctl.yaml, as csctl v0.0.5 would: same names, versions and files, without its defects.")
    .argument("<tree>", "folder with csctl.yaml, cluster-class and cluster-addon")
    .addOption(new Option("-m, --mode <mode>", "where the versions come from").choices(["stable", "hash", "custom"]).default("stable"))
    .option("-o, --output <dir>", "output directory", "./.release")
    .option("-r, --node-image-registry <file>", "accepted for csctl's sake; images are not built here")
    .option("--cluster-stack-version <version>", "custom: version of the stack")
    .option("--cluster-addon-version <version>", "custom: version of the addons")
    .option("--node-image-version <version>", "custom: version of the node images")
    .option("--previous <dir>", "stable: directory with earlier releases; without it the release is v1")
    .option("--replace", "replace a release of the same name and other content")
    .addHelpText("after", "\nExample:\n  cstack create providers/docker/ferrol -m hash -o /tmp/release")
    .action(run);
}

async function run(directory: string, flags: CreateFlags): Promise<void> {
  const tree = resultOf(await readTree(directory));
  const plan = resultOf(planCreate(tree, await createOptions(tree, flags)));
  const { directory: target, written } = resultOf(await writeRelease(plan, flags.output, { replace: flags.replace === true }));
  process.stdout.write(`${target}${written ? "" : " (unchanged)"}\n`);
}

async function createOptions(tree: Tree, flags: CreateFlags): Promise<CreateOptions> {
  const registry = flags.nodeImageRegistry === undefined ? {} : { nodeImageRegistry: flags.nodeImageRegistry };
  return { ...(await createMode(tree, flags)), ...registry };
}

async function createMode(tree: Tree, flags: CreateFlags): Promise<CreateMode> {
  if (flags.mode === "hash") return { mode: "hash" };
  if (flags.mode === "stable") {
    return flags.previous === undefined
      ? { mode: "stable" }
      : { mode: "stable", previous: resultOf(await readPreviousRelease(flags.previous, tree)) };
  }
  const { clusterStackVersion, clusterAddonVersion, nodeImageVersion } = flags;
  if (clusterStackVersion === undefined || clusterAddonVersion === undefined || nodeImageVersion === undefined) {
    throw usageFailure("--mode custom needs --cluster-stack-version, --cluster-addon-version and --node-image-version.");
  }
  return { mode: "custom", clusterStackVersion, clusterAddonVersion, nodeImageVersion };
}

/** The value of a step, after its findings were printed; a step without a value ends the command. */
function resultOf<T>(result: Result<T>): T {
  const errors = reportDiagnostics(result.diagnostics);
  if (result.value === undefined) throw findingsFailure(errors);
  return result.value;
}
