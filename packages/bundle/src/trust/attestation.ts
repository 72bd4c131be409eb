import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from "node:crypto";
import type { Signer, Witness } from "@sigstore/sign";
import { RegistryError } from "../oci/registry-error.ts";
import type { Statement } from "./statement.ts";
import { signerFault, type TrustedSigner } from "./trusted-signer.ts";

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

/** What signs: a key of the machine, or a key for one signature that Fulcio certifies for an OIDC identity and that Rekor logs. */
export type SigningMaterial = { kind: "key"; key: KeyObject } | { kind: "keyless"; fulcio?: string; rekor?: string };

/**
 * Signs a statement: a Sigstore bundle with a DSSE envelope. Gives its JSON. A key makes no entry in a transparency log; keyless signing does, and takes the
 * identity from the CI that runs (GitHub's OIDC token, or SIGSTORE_ID_TOKEN). Signatures of ECDSA differ each time; what they are of does not.
 * @throws RegistryError CS6026 where keyless signing fails
 */
export async function signStatement(statement: Statement, material: SigningMaterial): Promise<string> {
  // Loaded here: commands that sign nothing should not wait for it.
  const [{ DSSEBundleBuilder }, { bundleToJSON }] = await Promise.all([import("@sigstore/sign"), import("@sigstore/bundle")]);
  const parts = material.kind === "key" ? keyParts(material.key) : await keylessParts(material);
  try {
    const bundle = await new DSSEBundleBuilder(parts).create({ data: Buffer.from(JSON.stringify(statement)), type: payloadType });
    return `${JSON.stringify(bundleToJSON(bundle))}\n`;
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
    throw new RegistryError("CS6026", statement.subject[0]?.name ?? "", `${statement.predicateType} is not signed: ${reason}.`);
  }
}

interface BundleParts {
  signer: Signer;
  witnesses: Witness[];
}

function keyParts(key: KeyObject): BundleParts {
  const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  const signer: Signer = {
    sign: async (data) => ({
      signature: signBytes("sha256", data, key),
      key: { $case: "publicKey", publicKey, hint: keyHint(key) },
    }),
  };
  return { signer, witnesses: [] };
}

async function keylessParts({ fulcio, rekor }: { fulcio?: string; rekor?: string }): Promise<BundleParts> {
  const { CIContextProvider, DEFAULT_FULCIO_URL, DEFAULT_REKOR_URL, FulcioSigner, RekorWitness } = await import("@sigstore/sign");
  const signer = new FulcioSigner({ fulcioBaseURL: fulcio ?? DEFAULT_FULCIO_URL, identityProvider: new CIContextProvider("sigstore") });
  return { signer, witnesses: [new RekorWitness({ rekorBaseURL: rekor ?? DEFAULT_REKOR_URL, entryType: "intoto" })] };
}

/** What is behind a signature, or why it does not count. */
export type VerifiedAttestation = { statement: Statement } | { fault: string };

/** Verifies a Sigstore bundle with the signer that is trusted; its statement is read only after that. */
export async function verifyAttestation(text: string, trusted: TrustedSigner): Promise<VerifiedAttestation> {
  const [{ bundleFromJSON }, { toSignedEntity }] = await Promise.all([import("@sigstore/bundle"), import("@sigstore/verify")]);
  try {
    const bundle = bundleFromJSON(JSON.parse(text));
    if (bundle.content.$case !== "dsseEnvelope") return { fault: "it signs no statement" };
    const fault = await signerFault(toSignedEntity(bundle), trusted);
    if (fault !== undefined) return { fault };
    const { payload, payloadType: type } = bundle.content.dsseEnvelope;
    return type === payloadType ? { statement: JSON.parse(payload.toString("utf8")) as Statement } : { fault: `it signs ${type}` };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
