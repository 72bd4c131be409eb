import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, rekorHandler } from "@sigstore/mock";

type Handler = ReturnType<typeof fulcioHandler>;

/** Sigstore's own stand-ins for Fulcio and Rekor (`@sigstore/mock`) behind a server on this machine, with roots of their own. */
export interface SigstoreServer {
  url: string;
  /** trusted_root.json of this instance. */
  trustedRoot: string;
  /** Requests by path. */
  requests: string[];
  close(): Promise<void>;
}

/** The name that the log signs its checkpoints with. */
const logAddress = "https://rekor.test";

/** Starts both at one address; `broken` answers 500 at these paths. */
export async function startSigstore(broken: readonly string[] = []): Promise<SigstoreServer> {
  const [caKeys, logKeys] = [
    generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
    generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  ];
  const ctlog = await initializeCTLog(caKeys);
  const authority = await initializeCA(caKeys, ctlog);
  const tlog = await initializeTLog(logAddress, logKeys);
  const requests: string[] = [];
  const server = serve([fulcioHandler(authority), rekorHandler(tlog)], broken, requests);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const validFor = { start: "2020-01-01T00:00:00Z" };
  const log = (publicKey: Buffer, logID: Buffer) => ({
    baseUrl: logAddress,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: publicKey.toString("base64"), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
    logId: { keyId: logID.toString("base64") },
  });
  const roots = {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [log(tlog.publicKey, createHash("sha256").update(tlog.publicKey).digest())],
    ctlogs: [log(ctlog.publicKey, ctlog.logID)],
    certificateAuthorities: [
      {
        subject: { organization: "test", commonName: "test" },
        uri: url,
        certChain: { certificates: [{ rawBytes: Buffer.from(authority.rootCertificate).toString("base64") }] },
        validFor,
      },
    ],
    timestampAuthorities: [],
  };
  return {
    url,
    trustedRoot: JSON.stringify(roots),
    requests,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function serve(handlers: readonly Handler[], broken: readonly string[], requests: string[]): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const path = request.url ?? "";
      requests.push(path);
      const handler = broken.includes(path) ? undefined : handlers.find((one) => one.path === path);
      const answer = await handler?.fn(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(answer?.statusCode ?? 500, { "content-type": answer?.contentType ?? "text/plain", connection: "close" });
      response.end(answer?.response ?? "broken");
    });
  });
}

/** A token of an OIDC issuer for an identity, as CI gives one; nobody checks its signature here. */
export function identityToken(identity: string, issuer: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return [part({ alg: "none" }), part({ sub: identity, iss: issuer, aud: "sigstore" }), part("none")].join(".");
}
