import { describe, expect, it } from "vitest";
import { fixtureIndex } from "../testing/fixture-charts.ts";
import { findInIndex } from "./repository-index.ts";

const digest = `sha256:${"a".repeat(64)}`;
const repository = "https://charts.example.com/stable";

function find(text: string, version = "1.0.0") {
  return findInIndex(text, "hello", version, repository);
}

describe("the index of a Helm repository", () => {
  it("gives the address of a version, relative to the repository, and its digest", () => {
    const index = fixtureIndex("hello", [{ version: "1.0.0", url: "hello-1.0.0.tgz", digest }]);
    expect(find(index)).toEqual({ entry: { url: "https://charts.example.com/stable/hello-1.0.0.tgz", digest } });
  });

  it("may name another server", () => {
    const index = fixtureIndex("hello", [{ version: "1.0.0", url: "https://files.example.com/h.tgz" }]);
    expect(find(index)).toEqual({ entry: { url: "https://files.example.com/h.tgz", digest: undefined } });
  });

  it("spells versions with or without a v", () => {
    const index = fixtureIndex("hello", [{ version: "v1.0.0", url: "h.tgz" }]);
    expect(find(index)).toHaveProperty("entry");
  });

  it("names the versions there are", () => {
    const entries = ["2.0.0", "1.1.0"].map((version) => ({ version, url: "h.tgz" }));
    expect(find(fixtureIndex("hello", entries))).toEqual({ versions: ["2.0.0", "1.1.0"] });
    expect(find(fixtureIndex("other", entries))).toEqual({ versions: [] });
  });

  it("is read in other layouts, too", () => {
    const deeper =
      'apiVersion: v1\nentries:\n  hello:\n    - version: "1.0.0"\n      urls: [h.tgz]\n  more:\n    - version: 9.9.9\n      urls: [m.tgz]\n';
    expect(find(deeper)).toHaveProperty("entry.url", "https://charts.example.com/stable/h.tgz");
    expect(find('{"entries": {"hello": [{"version": "1.0.0", "urls": ["h.tgz"]}]}}')).toHaveProperty("entry");
  });

  it("stops at the next chart", () => {
    const index = `${fixtureIndex("hello", [{ version: "1.0.0", url: "h.tgz" }]).replace(/generated.*\n/, "")}  hello2:\n  - version: 3.0.0\n    urls: [x.tgz]\n`;
    expect(find(index, "3.0.0")).toEqual({ versions: ["1.0.0"] });
  });

  it.each(["<html>", "", "entries: 1", "entries: {hello: {}}"])("is refused where it is none: %s", (text) => {
    expect(find(text)).toEqual({ fault: "index.yaml cannot be read as an index of charts" });
  });
});
