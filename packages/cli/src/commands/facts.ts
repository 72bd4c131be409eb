import { type FactKind, type FactPlan, factKinds, planUpdate, type UpdateScope } from "@cstack/facts";
import { unknownName } from "@cstack/model";
import { Command } from "commander";
import { changeLine, computeUpdate, type FactsUpdate } from "../facts/update-facts.ts";
import { findingsFailure, usageFailure } from "../failure.ts";
import { endWith, withNetwork } from "../network-run.ts";
import { parseFormat, printData } from "../output.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface FactsFlags {
  check?: boolean;
  only?: string[];
  mirror: string[];
  output: string;
  root?: string;
}

const description = `Asks the sources of facts what is newer, and writes it into versions.yaml of addons and providers, with a changeset whose bump is computed from
what the change does to Clusters. Uses the network: dl.k8s.io and kubernetes.io's schedule for patches and end of life, repositories and registries of charts,
registries of images, checksum files of disk images, releases of providers at GitHub (GITHUB_TOKEN raises its limit).

A chart moves within the range of its row only, never over a minor that its addon says it cannot skip, and never to one made for a newer Kubernetes than the
row's; a Kubernetes patch moves when there are node images of it for all providers. What is newer and not taken is listed with the reason.
Nothing is written before all is known; each file is whole at every moment, and a second run finishes an interrupted one.`;

export function factsCommand(): Command {
  const update = new Command("update")
    .summary("write what is newer into versions.yaml, with a changeset")
    .description(description)
    .option("--check", "write nothing; end with 1 where an update would write something")
    .option("--only <what...>", `kinds of facts (${factKinds.join(", ")}), or ids of addons and providers`)
    .option(
      "--mirror <from=to>",
      "ask for addresses that begin with one at another; repeat it for more",
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExamples:\n  cstack facts update --check\n  cstack facts update --only charts cilium")
    .action(runUpdate);
  return new Command("facts")
    .summary("newest versions, digests and dates from their sources: update")
    .description("Compares the facts of addons and providers with their sources. Uses the network.")
    .addCommand(update)
    .addHelpText("after", "\nExample:\n  cstack facts update --check");
}

async function runUpdate(flags: FactsFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const workspace = openWorkspace(flags.root);
  const scope = scopeOf(workspace, flags.only);
  const plan = await withNetwork(
    flags.mirror,
    () => {},
    (network) => planUpdate(workspace.repository, network, scope),
  );
  if (plan === undefined) return;
  const update = computeUpdate(workspace, plan);
  const isWritten = flags.check !== true && update.files.size > 0;
  if (isWritten) writeFiles(workspace.root, update.files);
  printData(format, resultData(plan, update, isWritten), () => resultText(plan, update, isWritten));
  endWith(plan.diagnostics, "source");
  if (flags.check === true && plan.changes.length > 0) throw findingsFailure(plan.changes.length);
}

/** Kinds and ids are told apart by their names; without any of one sort all of it is meant. */
function scopeOf({ repository: { addons, providers } }: Workspace, only: readonly string[] = []): UpdateScope {
  const known = [...factKinds, ...addons.keys(), ...providers.keys()];
  const wrong = only.find((name) => !known.includes(name));
  if (wrong !== undefined) throw usageFailure(unknownName("kind of facts, addon or provider", wrong, known));
  const kinds = factKinds.filter((kind: FactKind) => only.includes(kind));
  const ids = only.filter((name) => !(factKinds as readonly string[]).includes(name));
  const token = process.env["GITHUB_TOKEN"];
  return {
    ...(kinds.length === 0 ? {} : { kinds }),
    ...(ids.length === 0 ? {} : { ids }),
    ...(token === undefined || token === "" ? {} : { token }),
  };
}

function resultData({ changes, held }: FactPlan, { units, changeset }: FactsUpdate, written: boolean) {
  return { changes: changes.map(({ edits: _, ...change }) => change), held, units, changeset, written };
}

function resultText({ changes, held }: FactPlan, { units, changeset }: FactsUpdate, written: boolean): string {
  const lines = [
    ...changes.map((change) => `${written ? "updated" : "newer"}  ${change.file}: ${changeLine(change)}`),
    ...held.map(({ file, subject, from, newer, reason }) => `held   ${file}: ${subject}: ${newer} is newer than ${from}, and ${reason}`),
    ...units.flatMap(({ unit, severity, reasons }) => [`${severity}  ${unit}`, ...reasons.map(({ text }) => `  ${text}`)]),
    changes.length === 0 ? "All facts are the newest that may be taken." : "",
    changeset === null ? "" : `${written ? "Wrote" : "Would write"} ${changeset}.`,
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}
