import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseRepository } from "../load/parse-repository.ts";
import { treeWith } from "../testing/small-tree.ts";
import { planAddon } from "./new-addon.ts";

const { repository } = parseRepository({ files: treeWith() });

test("has a version for every minor of every stack, and nothing that looks like a fact", () => {
  const { value } = planAddon(repository, { id: "spare" });
  const versions: unknown = parse(value?.files.get("addons/spare/versions.yaml") ?? "");
  expect(versions).toEqual({
    versions: [
      {
        minors: ["1.35", "1.36"],
        chart: "0.0.0",
        source: "fill in: the version, and where it stands that this version of the chart is for these minors",
      },
    ],
  });
  expect(parse(value?.files.get("addons/spare/addon.yaml") ?? "")).toMatchObject({
    chart: { name: "fill-in", repository: "https://fill-in.invalid/charts" },
  });
});

test("adds one line to the stack that ships it", () => {
  const { value } = planAddon(repository, { id: "spare", stack: "tiny" });
  const before = repository.files.get("stacks/tiny/stack.yaml") ?? "";
  expect(value?.edits).toEqual(new Map([["stacks/tiny/stack.yaml", before.replace("[net]", "[net, spare]").trimStart()]]));
});

test("notes name only what the request left open", () => {
  const chart = { name: "spare", repository: "oci://charts.example.com", version: "1.2.3" };
  const texts = planAddon(repository, { id: "spare", stack: "tiny", chart }).value?.notes.map((note) => `${note.file}: ${note.text}`);
  expect(texts).toContain("addons/spare/versions.yaml: The source of the version; app and digest as the repository gives them.");
  expect(texts?.join()).not.toContain("The chart's name");
  expect(texts?.join()).not.toContain("stacks/<stack>");
});

test("says every reason for which it is refused", () => {
  const { value, diagnostics } = planAddon(repository, { id: "Spare", stack: "tinny", chart: { repository: "charts.example.com" } });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'CS1302 The addon name "Spare" has the wrong form.',
    'CS1302 "charts.example.com" is no address of a chart repository.',
    'CS1202 Unknown stack "tinny". Known: tiny.',
  ]);
});

test("an addon that exists is named by its file", () => {
  expect(planAddon(repository, { id: "net" }).diagnostics).toMatchObject([
    { code: "CS1301", file: "addons/net/addon.yaml", message: 'The addon "net" exists.' },
  ]);
});

test("a provider that the stack does not offer is named with those it does", () => {
  expect(planAddon(repository, { id: "spare", stack: "tiny", provider: "base" }).diagnostics).toMatchObject([
    { code: "CS1202", file: "stacks/tiny/stack.yaml", message: 'Unknown provider "base". Known: metal.' },
  ]);
  expect(planAddon(repository, { id: "spare", provider: "metal" }).diagnostics).toMatchObject([{ code: "CS7002", repair: "Add --stack." }]);
});

test("without any stack there is no minor to have a version for", () => {
  const empty = parseRepository({ files: new Map() }).repository;
  expect(planAddon(empty, { id: "spare" }).diagnostics).toMatchObject([{ code: "CS1303" }]);
});
