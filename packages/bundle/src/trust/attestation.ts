import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from "node:crypto";
import type { Statement } from "./statement.ts";

const payloadType = "application/vnd.in-toto+json";

/** Reads a private key for signatures: PKCS#8 in PEM, ECDSA on P-256 as cosign and sigstore use it. Throws a TypeError for anything else. */
export function signingKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "ec" || key.asymmetricKeyDetails?.namedCurve !== "prime256v1")
    throw new TypeError("the key is not one for ECDSA on P-256");
  return key;
}

/** The hint by which a bundle names a key: the SHA-256 of its public half (SPKI, DER), in base64. */
export function keyHint(key: KeyObject): string {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
}

/**
 * Signs a statement with a key: a Sigstore bundle with a DSSE envelope, and no entry in a transparency log. Gives its JSON. Signatures of ECDSA differ each
 * time; what they are of does not.
 */
export async function signStatement(statement: Statement, key: KeyObject): Promise<string> {
  // Loaded here: commands that sign nothing should not wait for it.
  const [{ DSSEBundleBuilder }, { bundleToJSON }] = await Promise.all([import("@sigstore/sign"), import("@sigstore/bundle")]);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  const signer = {
    sign: async (data: Buffer) => ({
      signature: signBytes("sha256", data, key),
      key: { $case: "publicKey" as const, publicKey, hint: keyHint(key) },
    }),
  };
  const bundle = await new DSSEBundleBuilder({ signer, witnesses: [] }).create({
    data: Buffer.from(JSON.stringify(statement)),
    type: payloadType,
  });
  return `${JSON.stringify(bundleToJSON(bundle))}\n`;
}

/** What is behind a signature, or why it does not count. */
export type VerifiedAttestation = { statement: Statement } | { fault: string };

/** Verifies a Sigstore bundle with a public key; its statement is read only after that. */
export async function verifyAttestation(text: string, publicKey: KeyObject): Promise<VerifiedAttestation> {
  const [{ bundleFromJSON }, { toSignedEntity, Verifier }] = await Promise.all([import("@sigstore/bundle"), import("@sigstore/verify")]);
  try {
    const bundle = bundleFromJSON(JSON.parse(text));
    if (bundle.content.$case !== "dsseEnvelope") return { fault: "it signs no statement" };
    const trusted = { publicKey, validFor: () => true };
    const trust = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [], publicKey: () => trusted };
    const { payload, payloadType: type } = bundle.content.dsseEnvelope;
    new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify(toSignedEntity(bundle));
    if (bundle.verificationMaterial.content.$case !== "publicKey")
      return { fault: "it is signed with a certificate, and a key is trusted" };
    return type === payloadType ? { statement: JSON.parse(payload.toString("utf8")) as Statement } : { fault: `it signs ${type}` };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
