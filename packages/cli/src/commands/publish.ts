import { type GithubTarget, type PublishTarget, parseOciRepository, RegistryError } from "@cstack/bundle";
import type { Diagnostic } from "@cstack/model";
import { catalogOf, judgeLedger } from "@cstack/release";
import { Command, Option } from "commander";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { formatBytes, parseFormat, printData, textTable } from "../output.ts";
import { publishCatalog } from "../publish/catalog-artifact.ts";
import { type PublishedEntry, type PublishResult, publishLedger } from "../publish/publish-ledger.ts";
import { registryTransport, type TransportFlags, transportOptions } from "../publish/registry-transport.ts";
import type { Signing } from "../publish/sign-release.ts";
import { identityOptions, type SigningFlags, signerOf, workflowIdentity } from "../publish/trust-flags.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";
import { writeFiles } from "../write-files.ts";

interface PublishFlags extends SigningFlags, TransportFlags {
  github?: string;
  githubApi?: string;
  unit?: string[];
  jobs: number;
  builder: string;
  source?: string;
  attestations?: string;
  catalog: boolean;
  output: string;
  root?: string;
}

const description = `Publishes every release of the ledger that the registry lacks; uses the network. Each is built from the commit that added its entry and
must have the digests that the entry has. A release is three artifacts below REPOSITORY: all files at <release> for the Cluster Stack Operator,
charts/<unit>-class for helm pull, manifests/<unit> for Flux; the last two have semver tags. Tags come last and are never moved, except
that of catalog, which lists everything. Run it again after an interruption: it sends only what is missing.

Credentials: OCI_USERNAME and OCI_PASSWORD, or OCI_ACCESS_TOKEN (for the registry in OCI_REGISTRY, if set), else docker's configuration.`;

export function publishCommand(): Command {
  const command = new Command("publish")
    .summary("push the ledger's releases to an OCI registry")
    .description(description)
    .argument("[repository]", "registry and path, e.g. ghcr.io/org/cluster-stacks (default: OCI_REPOSITORY)")
    .option("--unit <unit...>", "only these units")
    .option("--jobs <number>", "releases at a time", positiveNumber, 4)
    .option("--key <file>", "private key (PEM, ECDSA P-256) that signs provenance and list of parts of each release")
    .option(
      "--keyless",
      "sign as the CI that runs (GitHub's OIDC token, or SIGSTORE_ID_TOKEN) by Fulcio and Rekor; outside of GitHub say the identity",
    )
    .option("--fulcio-url <url>", "certificate authority for --keyless (default: Sigstore's public one)")
    .option("--rekor-url <url>", "transparency log for --keyless (default: Sigstore's public one)")
    .addOption(
      new Option("--builder <uri>", "who builds, in the provenance").default(
        workflowIdentity(process.env).certificateIdentity ?? "urn:cstack:publish",
        "the workflow that runs",
      ),
    )
    .option("--source <uri>", "address of the repository, in the provenance")
    .option("--attestations <dir>", "directory for what is signed: <release>.sigstore.json, <release>.cdx.sigstore.json")
    .option("--github <owner/name>", "also as releases of this repository at GitHub, with GITHUB_TOKEN")
    .option("--github-api <url>", "address of GitHub's API (default: https://api.github.com)")
    .option("--no-catalog", "leave the catalog as it is")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .option("--root <dir>", "checkout to read (default: the one around the current directory)")
    .addHelpText("after", "\nExample:\n  cstack publish ghcr.io/org/cluster-stacks")
    .action(run);
  return identityOptions(transportOptions(command));
}

async function run(repository: string | undefined, flags: PublishFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const workspace = openWorkspace(flags.root);
  const damaged = judgeLedger(workspace.repository);
  if (damaged.length > 0) throw findingsFailure(reportDiagnostics(damaged));
  const entries = publishedEntries(workspace, flags.unit);
  const { results, catalog, requests, diagnostics } = await publish(workspace, entries, repository ?? process.env["OCI_REPOSITORY"], flags);
  printData(format, { releases: results, catalog, requests }, () => resultText(results, catalog));
  const errors = reportDiagnostics(diagnostics);
  if (errors > 0) throw findingsFailure(errors);
}

interface Published {
  results: PublishResult[];
  /** Whether the catalog was set anew. */
  catalog: boolean;
  requests: number;
  diagnostics: Diagnostic[];
}

async function publish(
  workspace: Workspace,
  entries: readonly PublishedEntry[],
  name: string | undefined,
  flags: PublishFlags,
): Promise<Published> {
  if (name === undefined) throw usageFailure("Name a repository, such as ghcr.io/org/cluster-stacks, or set OCI_REPOSITORY.");
  const places = { ...(await signingOf(flags)), ...githubOf(flags) };
  try {
    const target = targetOf(name, flags);
    const { results, diagnostics } = await publishLedger(entries, target, {
      root: workspace.root,
      jobs: flags.jobs,
      progress,
      ...places,
    });
    // A catalog that names a release which is not there would mislead.
    const complete = flags.catalog && diagnostics.length === 0;
    const catalog = complete && (await publishCatalog(target, catalogOf(workspace.repository)));
    return { results, catalog, requests: target.transport.sent, diagnostics };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { results: [], catalog: false, requests: 0, diagnostics: [error.diagnostic] };
  }
}

async function signingOf({ builder, source, attestations, ...flags }: PublishFlags): Promise<{ signing?: Signing }> {
  const signer = await signerOf({ ...workflowIdentity(process.env), ...flags });
  if (signer === undefined) {
    if (attestations !== undefined) throw usageFailure("--attestations needs --key or --keyless.");
    return {};
  }
  const keep = (file: string, bundle: string): void => writeFiles(attestations!, new Map([[file, bundle]]));
  return {
    signing: { ...signer, builder, ...(source === undefined ? {} : { source }), ...(attestations === undefined ? {} : { keep }) },
  };
}

function githubOf({ github: repository, githubApi: api }: PublishFlags): { github?: GithubTarget } {
  if (repository === undefined) return {};
  const { GITHUB_TOKEN: token = "" } = process.env;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw usageFailure(`--github takes owner/name, and not "${repository}".`);
  if (token === "") throw usageFailure("--github needs GITHUB_TOKEN with the right to write contents.");
  return { github: { repository, token, ...(api === undefined ? {} : { api }) } };
}

function targetOf(name: string, flags: TransportFlags): PublishTarget {
  const { host, repository } = parseOciRepository(name);
  return { transport: registryTransport(host, flags), repository };
}

function publishedEntries({ repository }: Workspace, units: readonly string[] | undefined): PublishedEntry[] {
  const known = [...repository.stacks.values()].flatMap((stack) => [...stack.releases.keys()]);
  for (const unit of units ?? []) {
    if (!known.includes(unit)) throw usageFailure(`The ledger has no releases of "${unit}". It has: ${known.join(", ") || "none"}.`);
  }
  const entries = [...repository.stacks.values()].flatMap((stack) => [...stack.releases.values()].flat());
  return entries.filter(hasArtifacts).filter(({ data }) => units === undefined || units.includes(data.unit));
}

function hasArtifacts(entry: { data: object }): entry is PublishedEntry {
  return "artifacts" in entry.data;
}

function progress(done: number, all: number, { release, state }: PublishResult): void {
  if (state !== "unchanged" && process.stderr.isTTY) process.stderr.write(`${done}/${all} ${release}: ${state}\n`);
}

function resultText(results: readonly PublishResult[], catalog: boolean): string {
  const changed = results.filter(({ state }) => state !== "unchanged");
  const rows = changed.map(({ release, state, blobs, tags, bytes }) => [release, state, String(blobs), String(tags), formatBytes(bytes)]);
  const table = rows.length === 0 ? "" : textTable(["RELEASE", "STATE", "BLOBS", "TAGS", "SENT"], rows);
  return `${table}${results.length - changed.length} releases were there already.${catalog ? " The catalog is new." : ""}\n`;
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw usageFailure(`--jobs takes a number from 1 on, and not "${text}".`);
  return number;
}
