import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findCredentials } from "./credentials.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-credentials-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const host = "registry.example:5000";
const basic = { kind: "basic", username: "ci", password: "a:b" };

/** Credentials with this configuration of docker, and with these variables. */
function credentials(config: unknown, variables: NodeJS.ProcessEnv = {}) {
  writeFileSync(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  return findCredentials(host, { PATH: `${folder}${delimiter}${process.env["PATH"]}`, DOCKER_CONFIG: folder, ...variables });
}

function helper(name: string, script: string): void {
  const file = join(folder, `docker-credential-${name}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const auth = Buffer.from("ci:a:b").toString("base64");

describe("credentials come", () => {
  test("from the environment as csctl reads it, and only for the registry that it names", () => {
    const variables = { OCI_USERNAME: "ci", OCI_PASSWORD: "a:b" };
    expect(credentials({}, variables)).toEqual(basic);
    expect(credentials({}, { ...variables, OCI_REGISTRY: "other.example" })).toEqual({ kind: "anonymous" });
    expect(credentials({}, { ...variables, OCI_REGISTRY: host, OCI_ACCESS_TOKEN: "t" })).toEqual({ kind: "bearer", token: "dA==" });
  });

  test("from docker's configuration, for exactly that host", () => {
    expect(credentials({ auths: { [host]: { auth } } })).toEqual(basic);
    expect(credentials({ auths: { [`https://${host}`]: { identitytoken: "i" } } })).toEqual({ kind: "identity", token: "i" });
    expect(credentials({ auths: { "registry.example": { auth } } })).toEqual({ kind: "anonymous" });
  });

  test("from a credential helper, which gets the host on standard input", () => {
    helper("one", `[ "$(cat)" = "${host}" ] && printf '{"Username":"ci","Secret":"a:b"}'`);
    expect(credentials({ credHelpers: { [host]: "one" } })).toEqual(basic);
    helper("two", `printf '{"Username":"<token>","Secret":"i"}'`);
    expect(credentials({ credsStore: "two" })).toEqual({ kind: "identity", token: "i" });
  });

  test("from docker's configuration where a helper knows nothing", () => {
    helper("empty", "echo credentials not found in native keychain; exit 1");
    expect(credentials({ credsStore: "empty", auths: { [host]: { auth } } })).toEqual(basic);
  });
});

describe("credentials are refused", () => {
  test.each([
    ["a damaged configuration", "{"],
    ["a helper that is missing", { credsStore: "missing" }],
    ["a helper whose name leaves its place", { credsStore: "../evil" }],
    ["an entry without a user", { auths: { [host]: { auth: Buffer.from("nobody").toString("base64") } } }],
  ])("of %s", (_name, config) => expect(() => credentials(config)).toThrow(/^CS6025/));
});
