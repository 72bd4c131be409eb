import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { publicSigstoreRoots, type SigningMaterial, signingKey, sigstoreRoots, type TrustedSigner, trustedKey } from "@cstack/bundle";
import type { Command } from "commander";
import { CommandFailure, exitCodes, usageFailure } from "../failure.ts";

/** Who is trusted, as both signing and verifying say it. */
export interface IdentityFlags {
  certificateIdentity?: string;
  certificateOidcIssuer?: string;
  trustedRoot?: string;
}

/** Adds the options that name an identity. */
export function identityOptions(command: Command): Command {
  return command
    .option("--certificate-identity <name>", "identity that signs without a key, exactly: a workflow's address or an e-mail address")
    .option("--certificate-oidc-issuer <url>", "who vouches for that identity, exactly")
    .option("--trusted-root <file>", "roots of the Sigstore instance (trusted_root.json; default: the public one's, fetched by TUF)");
}

/** The identity of a workflow of GitHub, as Fulcio writes it into certificates; nothing elsewhere. */
export function workflowIdentity({
  GITHUB_SERVER_URL: server,
  GITHUB_WORKFLOW_REF: workflow,
}: NodeJS.ProcessEnv): Pick<IdentityFlags, "certificateIdentity" | "certificateOidcIssuer"> {
  if (server === undefined || workflow === undefined) return {};
  return { certificateIdentity: `${server}/${workflow}`, certificateOidcIssuer: "https://token.actions.githubusercontent.com" };
}

/** Who is trusted: a public key, or an identity with its issuer. */
export async function trustedSigner({ key, ...identity }: IdentityFlags & { key?: string }): Promise<TrustedSigner> {
  const { certificateIdentity: name, certificateOidcIssuer: issuer, trustedRoot } = identity;
  if (key !== undefined) {
    if (name !== undefined || issuer !== undefined) throw usageFailure("Trust a key, or an identity, and not both.");
    return readPublicKey(key);
  }
  if (name === undefined || issuer === undefined)
    throw usageFailure("Say whom to trust: --key FILE, or --certificate-identity NAME with --certificate-oidc-issuer URL.");
  return { kind: "identity", identity: name, issuer, roots: await readRoots(trustedRoot) };
}

function readPublicKey(file: string): TrustedSigner {
  try {
    return trustedKey(createPublicKey(readFileSync(file)));
  } catch (error) {
    throw usageFailure(`${file} is no public key in PEM: ${(error as Error).message}`);
  }
}

async function readRoots(file: string | undefined) {
  try {
    return file === undefined ? await publicSigstoreRoots() : await sigstoreRoots(readFileSync(file, "utf8"));
  } catch (error) {
    if (file !== undefined) throw usageFailure(`${file} has no roots of a Sigstore instance: ${(error as Error).message}`);
    const repair = "name a file with --trusted-root";
    throw new CommandFailure(
      exitCodes.environment,
      `The roots of Sigstore's public instance cannot be fetched: ${(error as Error).message}; ${repair}.`,
    );
  }
}

export interface SigningFlags extends IdentityFlags {
  key?: string;
  keyless?: boolean;
  fulcioUrl?: string;
  rekorUrl?: string;
}

/** What signs and whose earlier signatures count: a private key, or the identity of the CI that runs. Undefined where nothing is to be signed. */
export async function signerOf({
  key,
  keyless,
  fulcioUrl,
  rekorUrl,
  ...identity
}: SigningFlags): Promise<{ material: SigningMaterial; trusted: TrustedSigner } | undefined> {
  if (key !== undefined && keyless === true) throw usageFailure("Sign with --key or --keyless, and not both.");
  if (key !== undefined) return withKey(key);
  if (keyless !== true) return undefined;
  const places = { ...(fulcioUrl === undefined ? {} : { fulcio: fulcioUrl }), ...(rekorUrl === undefined ? {} : { rekor: rekorUrl }) };
  return { material: { kind: "keyless", ...places }, trusted: await trustedSigner(identity) };
}

function withKey(file: string): { material: SigningMaterial; trusted: TrustedSigner } {
  try {
    const key = signingKey(readFileSync(file, "utf8"));
    return { material: { kind: "key", key }, trusted: trustedKey(createPublicKey(key)) };
  } catch (error) {
    throw usageFailure(`${file} cannot sign: ${(error as Error).message}`);
  }
}
