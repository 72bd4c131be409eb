import { describe, expect, it } from "vitest";
import { redact } from "./redact.ts";

describe("a text for a log", () => {
  it.each([
    ["a private key", "key: -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n", "key: <hidden>\n"],
    ["the key of a kubeconfig", "    client-key-data: TFMwdExTMUNSUg==", "    client-key-data: <hidden>"],
    ["a password in JSON", '{"password":"hunter2","user":"me"}', '{"password":"<hidden>","user":"me"}'],
    ["a bearer token", "Authorization: Bearer abc.def-1", "Authorization: Bearer <hidden>"],
    ["a token of kubeadm", "kubeadm join --token=abcdef.0123456789abcdef", "kubeadm join --token=<hidden>"],
    ["a password in an address", "proxy http://me:hunter2@192.0.2.1:3128", "proxy http://me:<hidden>@192.0.2.1:3128"],
  ])("does not show %s", (_what, text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it("does not show what was named as secret, the longest first", () => {
    expect(redact("a=correct-horse b=correct-horse-battery", ["correct-horse", "correct-horse-battery"])).toBe("a=<hidden> b=<hidden>");
  });

  it("keeps all else as it is", () => {
    const text = "machine my-cluster-v9kzc-abcde is Ready; image registry.k8s.io/pause:3.10 sha256:0123";
    expect(redact(text, ["no"])).toBe(text);
  });
});
