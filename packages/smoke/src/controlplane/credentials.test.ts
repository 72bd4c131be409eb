import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { podCredentials, readCredentials } from "./credentials.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-credentials-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const two = `
current-context: first
contexts:
  - {name: first, context: {cluster: c1, user: u1}}
  - {name: second, context: {cluster: c2, user: u2}}
clusters:
  - {name: c2, cluster: {server: "https://two", certificate-authority: ca.crt}}
  - {name: c1, cluster: {server: "https://one", certificate-authority-data: b25l}}
users:
  - {name: u1, user: {token: secret}}
  - {name: u2, user: {tokenFile: token}}
`;

describe("a kubeconfig", () => {
  it("is read in its current context, or in the one that is named, with files beside it", () => {
    file("ca.crt", "two");
    file("token", "from-file\n");
    const path = file("config", two);
    expect(readCredentials(path)).toEqual({ server: "https://one", authority: "one", token: "secret" });
    expect(readCredentials(path, "second")).toEqual({ server: "https://two", authority: "two", token: "from-file" });
    expect(() => readCredentials(path, "third")).toThrow("has no context third");
  });

  it.each([
    ["a server that is not checked", 'cluster: {server: "https://x", insecure-skip-tls-verify: true}', "user: {}", "not check"],
    ["a server without https", 'cluster: {server: "http://x"}', "user: {}", "no server with https"],
    ["a program for credentials", 'cluster: {server: "https://x"}', "user: {exec: {command: login}}", "kubectl create token"],
  ])("with %s is refused with the reason", (_what, cluster, user, reason) => {
    const path = file("config", `clusters: [{name: a, ${cluster}}]\nusers: [{name: b, ${user}}]\n`);
    expect(() => readCredentials(path)).toThrow(reason);
  });
});

it("a pod has a token and an authority of its cluster", () => {
  file("ca.crt", "authority");
  file("token", "secret\n");
  vi.stubEnv("KUBERNETES_SERVICE_HOST", "fd00::1");
  vi.stubEnv("KUBERNETES_SERVICE_PORT", "443");
  expect(podCredentials(folder)).toEqual({ server: "https://[fd00::1]:443", authority: "authority", token: "secret" });
  vi.stubEnv("KUBERNETES_SERVICE_HOST", undefined);
  expect(() => podCredentials(folder)).toThrow("no pod");
});
