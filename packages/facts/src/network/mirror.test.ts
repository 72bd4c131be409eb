import { expect, it } from "vitest";
import { mirrored, parseMirror } from "./mirror.ts";

const mirrors = [
  { from: "https://charts.example.com/", to: "https://mirror.example.org/charts/" },
  { from: "https://charts.example.com/special/", to: "https://mirror.example.org/special/" },
];

it("replaces the longest beginning that fits", () => {
  expect(mirrored("https://charts.example.com/a.tgz", mirrors)).toBe("https://mirror.example.org/charts/a.tgz");
  expect(mirrored("https://charts.example.com/special/a.tgz", mirrors)).toBe("https://mirror.example.org/special/a.tgz");
  expect(mirrored("https://other.example.com/a.tgz", mirrors)).toBe("https://other.example.com/a.tgz");
});

it("is written as two addresses", () => {
  expect(parseMirror("oci://ghcr.io/=oci://127.0.0.1:5000/")).toEqual({ from: "oci://ghcr.io/", to: "oci://127.0.0.1:5000/" });
  expect(parseMirror("ghcr.io=localhost")).toBeUndefined();
});
