import {
  attach,
  attestationArtifact,
  billType,
  isBundle,
  listReferrers,
  type Manifest,
  type OciArtifact,
  type PublishTarget,
  type ReleaseArtifacts,
  type ReleaseOrigin,
  repositoryOf,
  type Sent,
  type SigningMaterial,
  type Statement,
  signStatement,
  type TrustedSigner,
  verifyAttestation,
} from "@cstack/bundle";

/** How releases are signed, and with what is said about their origin beside the commit. */
export interface Signing extends Omit<ReleaseOrigin, "commit"> {
  material: SigningMaterial;
  /** Whose earlier signatures count as this one. */
  trusted: TrustedSigner;
  /** Gets every signed statement, new or not, under the name of its file. */
  keep?: (file: string, bundle: string) => void;
}

/**
 * Attaches signed statements to each artifact of a release: where it comes from, and what it is made of. Those that are there and count are used again, so
 * that a second run sends nothing.
 */
export async function attachStatements(
  target: PublishTarget,
  artifacts: ReleaseArtifacts,
  statements: readonly Statement[],
  { material, trusted, keep }: Pick<Signing, "material" | "trusted" | "keep">,
  sent: Sent,
): Promise<void> {
  const existing = await signedBefore(target, artifacts.operator, trusted);
  for (const statement of statements) {
    const { predicateType } = statement;
    const bundle = existing.get(predicateType) ?? (await signStatement(statement, material));
    keep?.(attestationName(artifacts.operator.tag, predicateType), bundle);
    for (const artifact of Object.values(artifacts) as OciArtifact[]) {
      await attach(target, attestationArtifact(artifact, bundle, predicateType), sent);
    }
  }
}

/** File name of a statement about a release: the provenance has the plain one. */
export function attestationName(release: string, predicateType: string): string {
  return predicateType === billType ? `${release}.cdx.sigstore.json` : `${release}.sigstore.json`;
}

/** Bundles at an artifact that whoever is trusted has signed and that are about it, by the type of what they say. */
export async function signedBefore(
  target: PublishTarget,
  { path, digest }: Pick<OciArtifact, "path" | "digest">,
  trusted: TrustedSigner,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const bundle of await readBundles(target, path, digest)) {
    const verified = await verifyAttestation(bundle, trusted);
    if (!("statement" in verified)) continue;
    const { subject, predicateType } = verified.statement;
    if (subject.some((one) => `sha256:${one.digest.sha256}` === digest)) found.set(predicateType, bundle);
  }
  return found;
}

/** The Sigstore bundles that are attached to a digest. */
export async function readBundles(target: PublishTarget, path: string, digest: string): Promise<string[]> {
  const { manifests } = await listReferrers(target, path, digest);
  const repository = repositoryOf(target, path);
  return Promise.all(
    manifests.filter(isBundle).map(async (referrer) => {
      const manifest = await repository.manifest(referrer.digest);
      const [layer] = manifest === undefined ? [] : (JSON.parse(Buffer.from(manifest.bytes).toString("utf8")) as Manifest).layers;
      return layer === undefined ? "" : Buffer.from(await repository.blob(layer.digest)).toString("utf8");
    }),
  );
}
