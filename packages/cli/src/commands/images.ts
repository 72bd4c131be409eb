import { type PulledImage, pulledImages, type Unit } from "@cstack/generator";
import { Command } from "commander";
import { findingsFailure, reportDiagnostics } from "../failure.ts";
import { parseFormat, printData, textTable } from "../output.ts";
import { openWorkspace, resolveOrFail, selectUnits } from "../workspace.ts";

interface ImagesFlags {
  output: string;
  refs?: boolean;
  root?: string;
}

/** Images of one unit; `unknown` names the components whose images nobody has read. */
interface UnitImages {
  unit: string;
  kubernetes: string;
  images: PulledImage[];
  unknown: string[];
}

export function imagesCommand(): Command {
  return new Command("images")
    .summary("everything a unit pulls: node image, images of nodes and addons")
    .description(
      "Lists what units fetch from registries and servers, for mirrors and networks without a way out: the node image of machines, the images of " +
        "kubeadm's control plane, those of addons. What nobody has read from its source is shown as unknown.",
    )
    .argument("[unit...]", "unit ids, or a stack for all its units (default: all)")
    .option("--refs", "only addresses that are known, one a line, each once")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText(
      "after",
      "\nExamples:\n  cstack images openstack-scs-1-36\n  cstack images docker-scs-1-36 --refs | xargs -I{} skopeo copy docker://{} docker://mirror.example.com/{}",
    )
    .action(run);
}

function run(names: string[], flags: ImagesFlags): void {
  const format = parseFormat(flags.output);
  const workspace = openWorkspace(flags.root);
  const units = selectUnits(workspace, names).map((key) => imagesOf(resolveOrFail(workspace, key)));
  if (flags.refs === true)
    process.stdout.write(
      references(units)
        .map((reference) => `${reference}\n`)
        .join(""),
    );
  else printData(format, { units }, () => units.map(unitText).join("\n"));
}

function imagesOf(unit: Unit): UnitImages {
  const { images, diagnostics } = pulledImages(unit);
  if (diagnostics.length > 0) throw findingsFailure(reportDiagnostics(diagnostics));
  return {
    unit: unit.id,
    kubernetes: unit.kubernetes.version,
    images,
    unknown: images.filter(isUnknown).map(({ component }) => component),
  };
}

function isUnknown({ image, url }: PulledImage): boolean {
  return image === undefined && url === undefined;
}

/** Addresses with the digest where it is known, as registries and programs that copy take them. */
function references(units: readonly UnitImages[]): string[] {
  const all = units.flatMap(({ images }) =>
    images.map(({ image, url, digest }) => url ?? (image && digest ? `${image}@${digest}` : image)),
  );
  return [...new Set(all.filter((reference) => reference !== undefined))].sort();
}

function unitText({ unit, kubernetes, images, unknown }: UnitImages): string {
  const rows = images.map((image) => [image.for, image.component, image.image ?? image.url ?? "unknown", image.digest ?? "unknown"]);
  const missing =
    unknown.length === 0
      ? ""
      : `\nUnknown: ${unknown.join(", ")}. Images of addons are in their rendered charts; a node image that nobody publishes is yours to build.\n`;
  return `${unit}, Kubernetes v${kubernetes}\n\n${textTable(["FOR", "COMPONENT", "ADDRESS", "DIGEST"], rows)}${missing}`;
}
