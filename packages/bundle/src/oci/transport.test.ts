import { describe, expect, test } from "vitest";
import { blobOf } from "./manifest.ts";
import { OciRepository } from "./registry.ts";
import { FakeRegistry } from "./testing/fake-registry.ts";
import { registryForEachTest } from "./testing/registry-for-each-test.ts";
import { Transport } from "./transport.ts";

const current = registryForEachTest();

const credentials = { kind: "basic", username: "ci", password: "secret" } as const;
const repository = (transport: Transport) => new OciRepository(transport, "kaas/stacks");

describe("credentials", () => {
  test("are sent when the registry asks for them, and from then on", async () => {
    current.registry.guard = ({ headers }) =>
      headers.authorization === undefined ? { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } } : undefined;
    const transport = new Transport(current.host, credentials, { backoff: 1 });
    await repository(transport).resolve("a");
    await repository(transport).resolve("b");
    const basic = `Basic ${Buffer.from("ci:secret").toString("base64")}`;
    expect(current.registry.authorizations).toEqual([undefined, basic, basic]);
  });

  test("buy a token where the registry has a token service, once for a repository", async () => {
    current.registry.guard = ({ url = "", headers }) => {
      if (url.startsWith("/token")) return { status: 200, body: Buffer.from(JSON.stringify({ token: "t1" })) };
      if (headers.authorization === "Bearer t1") return undefined;
      return { status: 401, headers: { "www-authenticate": `Bearer realm="http://${current.host}/token",service="registry"` } };
    };
    const transport = new Transport(current.host, credentials, { backoff: 1 });
    await repository(transport).resolve("a");
    await repository(transport).resolve("b");
    expect(current.registry.requests.map((request) => request.split(" ")[1])).toEqual([
      "/v2/kaas/stacks/manifests/a",
      "/token",
      "/v2/kaas/stacks/manifests/a",
      "/v2/kaas/stacks/manifests/b",
    ]);
  });

  test("are not sent to a token service without TLS on another machine", async () => {
    current.registry.guard = () => ({ status: 401, headers: { "www-authenticate": 'Bearer realm="http://tokens.example/token"' } });
    await expect(repository(new Transport(current.host, credentials, { backoff: 1 })).resolve("a")).rejects.toThrow(/not protected by TLS/);
  });

  test("that the registry does not take are no reason to try again", async () => {
    current.registry.guard = () => ({ status: 401, headers: { "www-authenticate": 'Basic realm="r"' } });
    await expect(repository(new Transport(current.host, credentials, { backoff: 1 })).resolve("a")).rejects.toThrow(
      /credentials do not allow it/,
    );
    expect(current.registry.requests.length).toBe(2);
  });

  test("are not sent to another host that the registry names for an upload", async () => {
    const elsewhere = new FakeRegistry();
    const other = await elsewhere.listen();
    try {
      current.registry.guard = ({ method, headers }) => {
        if (headers.authorization === undefined) return { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } };
        return method === "POST" ? { status: 202, headers: { location: `http://${other}/v2/x/blobs/uploads/1` } } : undefined;
      };
      const bytes = Buffer.from("x");
      const digest = "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
      await repository(new Transport(current.host, credentials, { backoff: 1 })).upload({
        descriptor: { mediaType: "text/plain", digest, size: 1 },
        bytes,
      });
      expect(elsewhere.authorizations).toEqual([undefined]);
    } finally {
      await elsewhere.close();
    }
  });
});

test("a refusal that no attempt changes is said at once, in the registry's words", async () => {
  current.registry.guard = () => ({ status: 400, body: Buffer.from('{"errors":[{"code":"NAME_INVALID","message":"bad"}]}') });
  const transport = new Transport(current.host, { kind: "anonymous" }, { backoff: 1 });
  await expect(repository(transport).resolve("a")).rejects.toThrow(/400/);
  await expect(repository(transport).put("a", Buffer.from("{}"), "text/plain")).rejects.toThrow(/NAME_INVALID bad/);
  expect(current.registry.requests.length).toBe(2);
});

test("a registry that stays broken is given up after the attempts that were allowed", async () => {
  current.registry.fault = () => ({ status: 503 });
  const transport = new Transport(current.host, { kind: "anonymous" }, { attempts: 4, backoff: 1 });
  await expect(repository(transport).resolve("a")).rejects.toThrow(/failed 4 times: 503/);
  expect(transport.sent).toBe(4);
});

test("a machine that is not this one is spoken to with TLS", async () => {
  const transport = new Transport("registry.invalid:1", { kind: "anonymous" }, { attempts: 1 });
  await expect(repository(transport).resolve("a")).rejects.toThrow(/^CS6020: registry.invalid:1/);
  // The fake speaks plain HTTP: asked for TLS, it is not understood.
  await expect(
    repository(new Transport(current.host, { kind: "anonymous" }, { attempts: 1, plainHttp: false })).resolve("a"),
  ).rejects.toThrow(/fetch failed/);
});

test("a blob that two releases share is uploaded once, also when both are pushed at a time", async () => {
  const { descriptor, bytes } = blobOf("shared", "text/plain");
  const transport = new Transport(current.host, { kind: "anonymous" }, { backoff: 1 });
  const sent = await Promise.all([1, 2, 3].map(() => repository(transport).upload({ descriptor, bytes })));
  expect(sent).toEqual([true, false, false]);
  expect(current.registry.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
});

test("content that does not fit the digest it was asked for by is refused", async () => {
  const digest = `sha256:${"0".repeat(64)}`;
  current.registry.blobs.set(digest, Buffer.from("other"));
  await expect(repository(new Transport(current.host, { kind: "anonymous" }, { backoff: 1 })).blob(digest)).rejects.toThrow(/^CS6022/);
});
