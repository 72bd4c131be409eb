import { expect, it } from "vitest";
import { redirected } from "./redirect.ts";

const hop = { url: "https://charts.example.com/a/index.yaml", headers: { authorization: "Bearer x", accept: "y" } };

it("keeps credentials on the same origin only", () => {
  expect(redirected(hop, 302, "b.yaml")).toEqual({ next: { url: "https://charts.example.com/a/b.yaml", headers: hop.headers } });
  expect(redirected(hop, 302, "https://cdn.example.com/b")).toEqual({
    next: { url: "https://cdn.example.com/b", headers: { accept: "y" } },
  });
});

it.each([
  ["http://charts.example.com/b", "not encrypted"],
  ["file:///etc/passwd", "file:"],
  ["https://user:word@charts.example.com/b", "credentials"],
  [null, "without a usable address"],
])("refuses to go to %s", (location, reason) => {
  expect(redirected(hop, 302, location)).toEqual({ refused: expect.stringContaining(reason) });
});

it("leaves other answers alone", () => {
  expect(redirected(hop, 304, null)).toBeUndefined();
});
