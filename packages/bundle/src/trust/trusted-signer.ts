import type { KeyObject } from "node:crypto";
import type { SignedEntity, TrustMaterial } from "@sigstore/verify";

/**
 * Whose signature counts: that of a key, or that of whoever proved an identity to an issuer when it signed (keyless), with the roots of the Sigstore
 * instance that certified it and logged the signature.
 */
export type TrustedSigner =
  | { kind: "key"; publicKey: KeyObject }
  | {
      kind: "identity";
      /** The certificate's subject alternative name, exactly: an address of a workflow, or an e-mail address. */
      identity: string;
      /** Address of the OIDC issuer, exactly. */
      issuer: string;
      roots: TrustMaterial;
    };

/** Trusts one public key. */
export function trustedKey(publicKey: KeyObject): TrustedSigner {
  return { kind: "key", publicKey };
}

/** Reads the roots of a Sigstore instance (trusted_root.json). Throws an Error for anything else. */
export async function sigstoreRoots(text: string): Promise<TrustMaterial> {
  const [{ TrustedRoot }, { toTrustMaterial }] = await Promise.all([import("@sigstore/protobuf-specs"), import("@sigstore/verify")]);
  return toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(text)));
}

/** The roots of Sigstore's public instance, fetched and checked by TUF (keeps them in the user's cache). Uses the network. */
export async function publicSigstoreRoots(): Promise<TrustMaterial> {
  const [{ getTrustedRoot }, { toTrustMaterial }] = await Promise.all([import("@sigstore/tuf"), import("@sigstore/verify")]);
  return toTrustMaterial(await getTrustedRoot());
}

/** Verifies who signed; why it does not count, or undefined where it does. */
export async function signerFault(entity: SignedEntity, trusted: TrustedSigner): Promise<string | undefined> {
  const { Verifier } = await import("@sigstore/verify");
  const isKey = entity.key.$case === "public-key";
  if (trusted.kind === "key") {
    if (!isKey) return "it is signed with a certificate, and a key is trusted";
    const known = { publicKey: trusted.publicKey, validFor: () => true };
    const roots = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [], publicKey: () => known };
    new Verifier(roots, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify(entity);
    return undefined;
  }
  if (isKey) return "it is signed with a key, and an identity is trusted";
  const { identity } = new Verifier(trusted.roots).verify(entity);
  const { subjectAlternativeName: name, extensions: { issuer } = {} } = identity ?? {};
  // Compared here: the library's policy takes the name for a regular expression that may match anywhere.
  if (name !== trusted.identity) return `it is signed by ${name ?? "nobody"}, and ${trusted.identity} is trusted`;
  return issuer === trusted.issuer ? undefined : `its identity is from ${issuer ?? "no issuer"}, and ${trusted.issuer} is trusted`;
}
