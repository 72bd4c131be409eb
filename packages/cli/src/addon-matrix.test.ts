import { parseRepository } from "@cstack/generator";
import { expect, it } from "vitest";
import { addonMatrix, addonTable } from "./addon-matrix.ts";

const digest = `sha256:${"ab".repeat(32)}`;
const addon = (id: string, chart: string): string =>
  `{id: ${id}, title: Addon ${id}, docs: Something in a cluster., runsIn: workload, deliveries: [${id === "net" ? "operator, helm" : "helm"}], chart: ${chart}, namespace: kube-system, stage: AfterControlPlaneInitialized}\n`;

const { repository } = parseRepository({
  files: new Map([
    ["addons/net/addon.yaml", addon("net", "{name: net, repository: https://charts.example.com}")],
    [
      "addons/net/versions.yaml",
      `versions: [{minors: ["1.36"], chart: 2.0.0, digest: "${digest}", source: test}, {minors: ["1.35"], chart: 1.0.0, app: v1, source: test}]\n`,
    ],
    ["addons/own/addon.yaml", addon("own", "{name: own}")],
    ["addons/own/versions.yaml", 'versions: [{minors: ["1.36"], chart: 1.0.0, source: test}]\n'],
  ]),
});

it("lists every addon by minor, also those that nobody ships", () => {
  expect(addonMatrix(repository, [])).toEqual([
    expect.objectContaining({
      addon: "net",
      repository: "https://charts.example.com",
      minors: { "1.35": { version: "1.0.0", app: "v1", digest: null }, "1.36": { version: "2.0.0", app: null, digest } },
      shippedBy: [],
    }),
    expect.objectContaining({ addon: "own", repository: null, minors: { "1.36": { version: "1.0.0", app: null, digest: "own" } } }),
  ]);
});

it("says in the table what is known of digests", () => {
  expect(addonTable(addonMatrix(repository, []))).toEqual({
    head: ["ADDON", "1.35", "1.36", "OPERATOR", "SHIPPED BY"],
    rows: [
      ["net", "1.0.0 (no digest)", "2.0.0 (sha256:abababababab)", "yes", "-"],
      ["own", "-", "1.0.0 (own chart)", "no", "-"],
    ],
  });
});
