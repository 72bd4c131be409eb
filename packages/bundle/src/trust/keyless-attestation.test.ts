import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { signStatement, verifyAttestation } from "./attestation.ts";
import type { Statement } from "./statement.ts";
import { identityToken, type SigstoreServer, startSigstore } from "./testing/sigstore-server.ts";
import { sigstoreRoots, type TrustedSigner } from "./trusted-signer.ts";

/** Signatures without a key, with Sigstore's own stand-ins for Fulcio and Rekor: the public instances are not asked. */

const identity = "https://github.com/org/repo/.github/workflows/release.yaml@refs/heads/main";
const issuer = "https://token.actions.githubusercontent.com";
const statement: Statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "unit-v1", digest: { sha256: "0".repeat(64) } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: { a: 1 },
};

let sigstore: SigstoreServer;
let bundle = "";
let trusted: Extract<TrustedSigner, { kind: "identity" }>;

function sign(server: SigstoreServer, name = identity): Promise<string> {
  vi.stubEnv("SIGSTORE_ID_TOKEN", identityToken(name, issuer));
  return signStatement(statement, { kind: "keyless", fulcio: server.url, rekor: server.url });
}

beforeAll(async () => {
  sigstore = await startSigstore();
  bundle = await sign(sigstore);
  trusted = { kind: "identity", identity, issuer, roots: await sigstoreRoots(sigstore.trustedRoot) };
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => sigstore.close());

test("a statement is signed with a certified key that exists for one signature, and is logged", async () => {
  expect(sigstore.requests).toEqual(["/api/v2/signingCert", "/api/v1/log/entries"]);
  expect(await verifyAttestation(bundle, trusted)).toEqual({ statement });
});

interface BundleJson {
  dsseEnvelope: { payload: string; signatures: { sig: string }[] };
  verificationMaterial: { tlogEntries: { integratedTime: string; inclusionPromise?: { signedEntryTimestamp: string } }[] };
}
function changed(change: (json: BundleJson) => void): string {
  const json = JSON.parse(bundle) as BundleJson;
  change(json);
  return JSON.stringify(json);
}

describe("nothing is believed", () => {
  const fault = async (text: string, signer: TrustedSigner = trusted): Promise<string> => {
    const verified = await verifyAttestation(text, signer);
    return "fault" in verified ? verified.fault : "believed";
  };

  test.each([
    ["another identity", { identity: "https://github.com/org/other/.github/workflows/release.yaml@refs/heads/main" }],
    ["a beginning of the identity", { identity: "https://github.com/org/repo" }],
    ["a pattern that fits the identity", { identity: ".*" }],
    ["another issuer", { issuer: "https://accounts.example.com" }],
  ])("of %s", async (_name, other) => expect(await fault(bundle, { ...trusted, ...other })).toMatch(/is trusted$/));

  test("of an identity whose name only contains the one that is trusted", async () => {
    expect(await fault(await sign(sigstore, `${identity}-evil`))).toMatch(/evil, and .* is trusted/);
  });

  test("that another instance certified or logged", async () => {
    const stranger = await startSigstore();
    expect(await fault(bundle, { ...trusted, roots: await sigstoreRoots(stranger.trustedRoot) })).not.toBe("believed");
    await stranger.close();
  });

  test("whose statement, signature or entry in the log was changed, or that has no entry", async () => {
    const broken = [
      changed(({ dsseEnvelope }) => {
        dsseEnvelope.payload = Buffer.from(JSON.stringify({ ...statement, predicate: { a: 2 } })).toString("base64");
      }),
      changed(({ dsseEnvelope: { signatures } }) => {
        const bytes = Buffer.from(signatures[0]!.sig, "base64");
        bytes[bytes.length - 1]! ^= 1;
        signatures[0]!.sig = bytes.toString("base64");
      }),
      changed(({ verificationMaterial: { tlogEntries } }) => {
        tlogEntries[0]!.integratedTime = String(Number(tlogEntries[0]!.integratedTime) + 1);
      }),
      changed(({ verificationMaterial }) => {
        verificationMaterial.tlogEntries = [];
      }),
    ];
    for (const text of broken) expect(await fault(text)).not.toBe("believed");
  });
});

test.each(["/api/v2/signingCert", "/api/v1/log/entries"])(
  "without %s nothing is signed, and the reason is told",
  async (path) => {
    const server = await startSigstore([path]);
    await expect(sign(server)).rejects.toThrow(/^CS6026: unit-v1: .* is not signed: /);
    await server.close();
  },
  20_000,
);
