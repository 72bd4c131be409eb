import { statSync } from "node:fs";
import { inspectUnsigned, type ReceivedRelease, type TrustCheck, type Verification, verifyRelease } from "@cstack/bundle";
import { Command } from "commander";
import { findingsFailure, usageFailure } from "../failure.ts";
import { parseFormat, printData } from "../output.ts";
import { paint, visible } from "../paint.ts";
import { fetchRelease } from "../publish/fetch-release.ts";
import { rebuildCheck } from "../publish/publish-ledger.ts";
import { readRelease } from "../publish/received-release.ts";
import { type TransportFlags, transportOptions } from "../publish/registry-transport.ts";
import { type IdentityFlags, identityOptions, trustedSigner } from "../publish/trust-flags.ts";
import { openWorkspace } from "../workspace.ts";

interface VerifyFlags extends IdentityFlags, TransportFlags {
  key?: string;
  attestation?: string;
  rebuild?: string;
  unsigned?: boolean;
  output: string;
}

const description = `Verifies a release with the public key of who publishes it, or with the identity of the workflow that does: the signature first, and only what is signed is believed; then that everything
received is what was signed, byte for byte. A directory needs no network: its attestation is <dir>.sigstore.json, or --attestation. With --rebuild the
release is also built again from the commit that added its entry to the ledger of that checkout, and compared; never from an address in the artifact.
Releases that nobody signed, as those of csctl, are refused; --unsigned says of one whether its files fit together, and what stays open.`;

export function verifyCommand(): Command {
  const command = new Command("verify")
    .summary("who published a release, and whether it is complete and unchanged")
    .description(description)
    .argument("<release>", "reference in a registry with tag or digest, or directory of a bundle")
    .option("--key <file>", "public key (PEM) to trust")
    .option("--attestation <file>", "Sigstore bundle of a directory")
    .option("--rebuild <checkout>", "build the release again from this checkout's history")
    .option("--unsigned", "trust nobody: only whether the files fit together, for releases that are not signed")
    .option("-o, --output <format>", "text, json or yaml", "text")
    .addHelpText(
      "after",
      "\nExamples:\n  cstack verify ghcr.io/org/cluster-stacks:openstack-scs-1-36-v3 --key cosign.pub\n" +
        "  cstack verify ghcr.io/org/cluster-stacks:openstack-scs-1-36-v3 \\\n" +
        "    --certificate-identity https://github.com/org/cluster-stacks/.github/workflows/release.yaml@refs/heads/main \\\n" +
        "    --certificate-oidc-issuer https://token.actions.githubusercontent.com",
    )
    .action(run);
  return identityOptions(transportOptions(command));
}

async function run(release: string, flags: VerifyFlags): Promise<void> {
  const format = parseFormat(flags.output);
  const verification = await verify(release, flags);
  const checks = [...verification.checks, rebuilt(verification, flags.rebuild)];
  printData(format, { release, checks, provenance: verification.provenance }, () => checks.map(checkLine).join(""));
  const failed = checks.filter(({ state }) => state === "failed").length;
  if (failed > 0) throw findingsFailure(failed);
}

async function verify(release: string, flags: VerifyFlags): Promise<Verification> {
  if (flags.unsigned !== true) {
    const trusted = await trustedSigner(flags);
    return verifyRelease(await receive(release, flags), trusted);
  }
  if (flags.key !== undefined || flags.certificateIdentity !== undefined)
    throw usageFailure("Trust somebody, or take the release as unsigned, and not both.");
  return { checks: inspectUnsigned(await receive(release, flags)) };
}

async function receive(release: string, { attestation, ...flags }: VerifyFlags): Promise<ReceivedRelease> {
  if (statSync(release, { throwIfNoEntry: false })?.isDirectory() === true) return readRelease(release, attestation);
  return fetchRelease(release, flags);
}

function rebuilt({ provenance, statement }: Verification, checkout: string | undefined): TrustCheck {
  if (checkout === undefined) return { check: "rebuild", state: "not checked", detail: "name a checkout with --rebuild" };
  if (provenance === undefined || statement === undefined)
    return { check: "rebuild", state: "not checked", detail: "nothing that is signed says what to build" };
  return rebuildCheck(openWorkspace(checkout), provenance, statement);
}

const colors = { passed: paint.plain, failed: paint.bad, "not checked": paint.warning };

function checkLine({ check, state, detail }: TrustCheck): string {
  return `${colors[state](state.padEnd(11))}  ${check.padEnd(10)}  ${visible(detail)}\n`;
}
