import { createPublicKey, X509Certificate } from "node:crypto";
import { connect, createServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { issue, newAuthority, newKey, serialNumber } from "./certificates.ts";

describe("certificates of a run", () => {
  const authority = newAuthority("cstack test");

  it("are signed by its authority, for the hosts that are named", () => {
    const server = new X509Certificate(issue(authority, { commonName: "kube-apiserver", hosts: ["localhost", "127.0.0.1"] }).certificate);
    const ca = new X509Certificate(authority.certificate);
    expect(ca.ca).toBe(true);
    expect(server.verify(ca.publicKey)).toBe(true);
    expect([server.checkHost("localhost"), server.checkIP("127.0.0.1"), server.checkHost("example.com")]).toEqual([
      "localhost",
      "127.0.0.1",
      undefined,
    ]);
  });

  it.each([0x00, 0x01, 0x7f, 0x80, 0xff])("have a serial number that DER reads as it is, with %i in front", (first) => {
    const number = Number.parseInt(serialNumber(Uint8Array.of(first, 0, 1, 2)).slice(0, 2), 16);
    expect(number).toBeGreaterThan(0);
    expect(number).toBeLessThan(0x80);
  });

  it("name the group of a client", () => {
    const { certificate } = issue(authority, { commonName: "admin", organization: "system:masters" });
    expect(new X509Certificate(certificate).subject).toBe("O=system:masters\nCN=admin");
  });

  it("let a server and a client trust each other", async () => {
    const own = issue(authority, { commonName: "server", hosts: ["127.0.0.1"] });
    const admin = issue(authority, { commonName: "admin" });
    const server = createServer({ cert: own.certificate, key: own.key, ca: authority.certificate, requestCert: true }, (socket) =>
      socket.end(`${socket.authorized}`),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const socket = connect({ port, host: "127.0.0.1", ca: authority.certificate, cert: admin.certificate, key: admin.key });
    let answer = "";
    for await (const data of socket) answer += data;
    server.close();
    expect(answer).toBe("true");
  });

  it("come with a key for tokens of service accounts", () => {
    expect(createPublicKey(newKey()).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
  });
});
