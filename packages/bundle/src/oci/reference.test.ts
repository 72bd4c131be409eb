import { expect, test } from "vitest";
import { isLoopback, parseRepository } from "./reference.ts";

test.each([
  ["ghcr.io/org/cluster-stacks", "ghcr.io", "org/cluster-stacks"],
  ["oci://registry.example:5000/kaas/", "registry.example:5000", "kaas"],
  ["localhost/a", "localhost", "a"],
  ["[::1]:5000/a/b_c", "[::1]:5000", "a/b_c"],
])("%s is a repository of a registry", (text, host, repository) => expect(parseRepository(text)).toEqual({ host, repository }));

test.each([
  "org/cluster-stacks",
  "ghcr.io",
  "ghcr.io/",
  "ghcr.io/Org/x",
  "ghcr.io/org/x:v1",
  "ghcr.io/org/x@sha256:1",
  "ghcr.io/org//x",
  "https://ghcr.io/x",
  "",
])("%j is none", (text) => expect(() => parseRepository(text)).toThrow(/^CS6024/));

test("only this machine counts as loopback", () => {
  expect(["localhost:5000", "127.0.0.1", "127.8.0.1:1", "[::1]:5000"].map(isLoopback)).toEqual([true, true, true, true]);
  expect(["localhost.example", "127.0.0.1.example", "10.0.0.1", "128.0.0.1:5000", "[::2]"].map(isLoopback)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
