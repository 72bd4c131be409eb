import type { Manifest } from "../oci/manifest.ts";
import { releaseArtifacts } from "../oci/release-artifacts.ts";
import { type BundleFiles, checksumFile, checksumsOf, sha256 } from "../unit/checksums.ts";
import { verifyAttestation } from "./attestation.ts";
import { billType } from "./bill-of-materials.ts";
import { type Provenance, provenanceIn, type Statement } from "./statement.ts";
import type { TrustedSigner } from "./trusted-signer.ts";

/** One thing that was looked at, in the order in which it was. */
export interface TrustCheck {
  check: "signature" | "provenance" | "parts" | "manifest" | "files" | "checksums" | "contract" | "sources" | "rebuild";
  state: "passed" | "failed" | "not checked";
  detail: string;
}

/** What is left of a verification: checks, and the provenance if its signature counts. */
export interface Verification {
  checks: TrustCheck[];
  provenance?: Provenance;
  statement?: Statement;
}

/** A release as it was received. */
export interface ReceivedRelease {
  /** Sigstore bundles that came with it. */
  attestations: readonly string[];
  /** The manifest and its layers by digest, from a registry; left out for a directory of files. */
  manifest?: Uint8Array;
  layers?: ReadonlyMap<string, Uint8Array>;
  /** The files of the operator's artifact by name; undefined for the others, whose layers are archives. */
  files?: BundleFiles;
}

/**
 * Verifies a release with the signer that is trusted: first who signed, and only what is signed is believed; then that what was received is what the statement
 * is about, byte for byte. Needs no network.
 */
export async function verifyRelease(received: ReceivedRelease, trusted: TrustedSigner): Promise<Verification> {
  const { signed, check } = await signedStatement(received.attestations, trusted);
  if (signed === undefined) return { checks: [check] };
  const { statement, provenance } = signed;
  const { unit, version } = provenance.buildDefinition.externalParameters;
  const commit = provenance.buildDefinition.resolvedDependencies[0]?.digest.gitCommit ?? "an unknown commit";
  const origin: TrustCheck = {
    check: "provenance",
    state: "passed",
    detail: `${unit} ${version} from ${commit}, built by ${provenance.runDetails.builder.id}`,
  };
  const checks = [
    check,
    origin,
    partsCheck(signed.bill),
    manifestCheck(received, statement, provenance),
    ...layerChecks(received),
    ...fileChecks(received),
  ];
  return { checks, statement, provenance };
}

interface Signed {
  statement: Statement;
  provenance: Provenance;
  /** The list of parts, if it is signed and about the same artifacts. */
  bill: unknown;
}

async function signedStatement(attestations: readonly string[], trusted: TrustedSigner): Promise<{ signed?: Signed; check: TrustCheck }> {
  const verified = await Promise.all(attestations.map((text) => verifyAttestation(text, trusted)));
  const statements = verified.flatMap((one) => ("statement" in one ? [one.statement] : []));
  for (const statement of statements) {
    const provenance = provenanceIn(statement);
    if (provenance === undefined) continue;
    const bill = statements.find((other) => other.predicateType === billType && sameSubject(other, statement))?.predicate;
    return {
      signed: { statement, provenance, bill },
      check: { check: "signature", state: "passed", detail: signedWords(trusted) },
    };
  }
  const faults = verified.map((one) => ("fault" in one ? one.fault : "it says nothing about where the release comes from"));
  const detail = faults.length === 0 ? "no attestation came with the release" : faults.join("; ");
  return { check: { check: "signature", state: "failed", detail } };
}

function signedWords(trusted: TrustedSigner): string {
  return trusted.kind === "key" ? "the statement is signed with the key" : `the statement is signed by ${trusted.identity}, and logged`;
}

function sameSubject(one: Statement, other: Statement): boolean {
  return JSON.stringify(one.subject) === JSON.stringify(other.subject);
}

/** The list of parts is believed only with its signature; a release may come without one. */
function partsCheck(bill: unknown): TrustCheck {
  const components = typeof bill === "object" && bill !== null && "components" in bill ? bill.components : undefined;
  if (!Array.isArray(components)) return { check: "parts", state: "not checked", detail: "no signed list of parts came with the release" };
  return { check: "parts", state: "passed", detail: `${components.length} parts are listed and signed` };
}

/** The manifest that was received, or that the files make with the signed parameters, is a subject of the statement. */
function manifestCheck({ manifest, files }: ReceivedRelease, { subject }: Statement, provenance: Provenance): TrustCheck {
  try {
    const parameters = provenance.buildDefinition.externalParameters;
    const digest =
      manifest === undefined
        ? releaseArtifacts({ ...parameters, files: files ?? new Map() }).operator.digest.slice("sha256:".length)
        : sha256(manifest);
    const found = subject.find((one) => one.digest.sha256 === digest);
    if (found !== undefined) return { check: "manifest", state: "passed", detail: `sha256:${digest} is ${found.name} of the statement` };
    return { check: "manifest", state: "failed", detail: `sha256:${digest} is not what the statement is about` };
  } catch (error) {
    return { check: "manifest", state: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether layers that came from a registry have the digests of the manifest. */
export function layerChecks({ manifest, layers }: ReceivedRelease): TrustCheck[] {
  if (manifest === undefined || layers === undefined) return [];
  const { config, layers: named } = JSON.parse(Buffer.from(manifest).toString("utf8")) as Manifest;
  const wrong = [config, ...named].filter(({ digest }) => {
    const bytes = layers.get(digest);
    return bytes === undefined || `sha256:${sha256(bytes)}` !== digest;
  });
  if (wrong.length === 0) return [{ check: "files", state: "passed", detail: `${named.length} layers have their digests` }];
  return [
    {
      check: "files",
      state: "failed",
      detail: `layers do not have their digests: ${wrong.map(({ digest, annotations }) => annotations?.["org.opencontainers.image.title"] ?? digest).join(", ")}`,
    },
  ];
}

/** Whether SHA256SUMS has all files, and no others. */
export function fileChecks({ files }: ReceivedRelease): TrustCheck[] {
  if (files === undefined) return [];
  const list = files.get("SHA256SUMS");
  const text = typeof list === "string" || list === undefined ? list : Buffer.from(list).toString("utf8");
  const others = new Map([...files].filter(([name]) => name !== "SHA256SUMS"));
  const sums = checksumsOf(others);
  if (text === checksumFile(sums)) return [{ check: "checksums", state: "passed", detail: `SHA256SUMS has all ${others.size} files` }];
  const lines = new Set(text?.split("\n"));
  const wrong = [...sums].filter(([name, sum]) => !lines.has(`${sum}  ${name}`)).map(([name]) => name);
  return [{ check: "checksums", state: "failed", detail: `SHA256SUMS does not fit ${wrong.join(", ") || "the names of the files"}` }];
}
