import { generateKeyPairSync, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import forge from "node-forge";

/** A certificate and its private key, as PEM. */
export interface KeyedCertificate {
  certificate: string;
  key: string;
}

export interface CertificateRequest {
  commonName: string;
  /** The group of a client, for Kubernetes. */
  organization?: string;
  /** Names and addresses of a server. */
  hosts?: readonly string[];
}

/** Lanes live for minutes; a management cluster that somebody keeps, for days. */
const validDays = 30;
/** Clocks of machines differ. */
const leewayMinutes = 10;

const dnsName = 2;
const ipAddress = 7;

/** A new authority that only this run trusts. */
export function newAuthority(commonName: string): KeyedCertificate {
  const { certificate, keys } = unsigned({ commonName });
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
  ]);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  return asPem(certificate, keys);
}

/** A certificate of the authority for a server, a client, or both. */
export function issue(authority: KeyedCertificate, request: CertificateRequest): KeyedCertificate {
  const { certificate, keys } = unsigned(request);
  certificate.setIssuer(forge.pki.certificateFromPem(authority.certificate).subject.attributes);
  const names = (request.hosts ?? []).map((host) => (isIP(host) === 0 ? { type: dnsName, value: host } : { type: ipAddress, ip: host }));
  certificate.setExtensions([
    { name: "basicConstraints", cA: false },
    { name: "keyUsage", digitalSignature: true, keyEncipherment: true, critical: true },
    { name: "extKeyUsage", serverAuth: true, clientAuth: true },
    ...(names.length === 0 ? [] : [{ name: "subjectAltName", altNames: names }]),
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(authority.key), forge.md.sha256.create());
  return asPem(certificate, keys);
}

/** A new RSA key as PEM: the private one, from which the public one follows. */
export function newKey(): string {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }) as string;
}

function unsigned({ commonName, organization }: CertificateRequest): { certificate: forge.pki.Certificate; keys: forge.pki.rsa.KeyPair } {
  const privateKey = forge.pki.privateKeyFromPem(newKey());
  const keys = { privateKey, publicKey: forge.pki.rsa.setPublicKey(privateKey.n, privateKey.e) };
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = serialNumber(randomBytes(16));
  const now = Date.now();
  certificate.validity.notBefore = new Date(now - leewayMinutes * 60_000);
  certificate.validity.notAfter = new Date(now + validDays * 24 * 3_600_000);
  const group = organization === undefined ? [] : [{ name: "organizationName", value: organization }];
  certificate.setSubject([...group, { name: "commonName", value: commonName }]);
  return { certificate, keys };
}

function asPem(certificate: forge.pki.Certificate, { privateKey }: forge.pki.rsa.KeyPair): KeyedCertificate {
  return { certificate: forge.pki.certificateToPem(certificate), key: forge.pki.privateKeyToPem(privateKey) };
}

/** DER wants a positive number without a zero in front: with one, one certificate in some hundred could not be read. */
export function serialNumber(random: Uint8Array): string {
  const [first = 0, ...others] = random;
  return Buffer.from([(first & 0x7f) | 0x40, ...others]).toString("hex");
}
