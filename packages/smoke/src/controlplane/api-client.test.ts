import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NotYet } from "../process/eventually.ts";
import { ApiClient } from "./api-client.ts";
import { kubeconfigOf } from "./api-server.ts";
import { issue, newAuthority } from "./certificates.ts";
import { readCredentials } from "./credentials.ts";

const authority = newAuthority("test");
// Keys take longer to make than all requests of these tests.
const own = issue(authority, { commonName: "api", hosts: ["127.0.0.1"] });
const admin = issue(authority, { commonName: "admin" });
let folder = "";
let server: Server;
let client: ApiClient;
let answer = { status: 200, text: "{}" };
const asked: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "cstack-api-"));
  asked.length = 0;
  server = createServer(
    { cert: own.certificate, key: own.key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      request.resume().on("end", () => response.writeHead(answer.status).end(answer.text));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, kubeconfigOf(`https://127.0.0.1:${port}`, authority.certificate, admin));
  client = new ApiClient(readCredentials(kubeconfig));
});
afterEach(async () => {
  client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("an API server of a kubeconfig", () => {
  const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata: { name: "a.b" } };

  it("is asked with the credentials inside", async () => {
    answer = { status: 200, text: "ok" };
    expect(await client.isServed("/readyz")).toBe(true);
    answer = { status: 404, text: "" };
    expect(await client.isServed("/apis/a/v1")).toBe(false);
  });

  it("gets objects by server-side apply", async () => {
    answer = { status: 201, text: "{}" };
    await client.apply(crd, "customresourcedefinitions");
    await client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "n" } }, "namespaces");
    expect(asked).toEqual([
      "PATCH /apis/apiextensions.k8s.io/v1/customresourcedefinitions/a.b?fieldManager=cstack-smoke&force=true",
      "PATCH /api/v1/namespaces/n?fieldManager=cstack-smoke&force=true",
    ]);
  });

  it("gives the JSON at a path, or says why not", async () => {
    answer = { status: 200, text: '{"items": []}' };
    expect(await client.read("/apis/a/v1/things?limit=1")).toEqual({ items: [] });
    answer = { status: 403, text: '{"message": "things is forbidden"}' };
    await expect(client.read("/apis/a/v1/things")).rejects.toThrow("403 things is forbidden");
  });

  it("says why it refuses an object", async () => {
    answer = { status: 422, text: "spec.group: Required value" };
    await expect(client.apply(crd, "customresourcedefinitions")).rejects.toThrow("a.b is refused (422): spec.group: Required value");
  });

  it.each([429, 500, 503])("is asked again later where it answers %s", async (status) => {
    answer = { status, text: "storage is (re)initializing" };
    await expect(client.isServed("/readyz")).rejects.toThrow(NotYet);
  });

  it("is asked again later where nobody listens", async () => {
    const nobody = new ApiClient({ server: "https://127.0.0.1:1", authority: authority.certificate, certificate: "", key: "" });
    await expect(nobody.isServed("/readyz")).rejects.toThrow(NotYet);
  });
});
