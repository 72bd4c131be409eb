import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { deliverAddons } from "@cstack/bundle";
import { EjsRenderer, type RenderedUnit, renderUnit, type Unit, type UnitAddon, unitsOfEverything } from "@cstack/generator";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { clusterWith } from "../support/delivered-cluster.ts";
import { checkout } from "../support/repository.ts";
import { findTool, skipped } from "../support/tools.ts";
import { findHelm } from "./support/management-tools.ts";
import { judgeBySchemas, writePublishedSchemas } from "./support/published-schemas.ts";

/**
 * What real Helm makes of every addon that could be on fits the API of exactly the Kubernetes version of its unit. Charts of our own are always here;
 * those of others where CSTACK_CHARTS names a folder that has them as `helm pull` names them, NAME-VERSION.tgz or NAME-VERSION/.
 */
const helm = findHelm();
const go = findTool("go");
if (go === undefined) skipped("addon objects", "go is not on the path", "install Go, it brings the API descriptions of Kubernetes");
const kubeconform = findTool("kubeconform");
if (kubeconform === undefined) skipped("addon objects", "kubeconform is not on the path", "run `npm run tools -- kubeconform`");
const runs = helm !== undefined && go !== undefined && kubeconform !== undefined;
const minute = 60_000;

const ejs = new EjsRenderer();
const units = unitsOfEverything(checkout());
const versions = [...new Set(units.map(({ kubernetes }) => kubernetes.version))];
let folder = "";
let valid = 0;
const withoutChart = new Set<string>();
const withoutSchema = new Set<string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cstack-addon-objects-"));
  if (go === undefined) return;
  for (const version of versions) await writePublishedSchemas(go, version, join(folder, version));
}, 10 * minute);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (!runs) return;
  const named = (what: string, names: ReadonlySet<string>) => (names.size === 0 ? "" : `; ${what}: ${[...names].toSorted().join(", ")}`);
  process.stderr.write(
    `addon objects: ${valid} fit Kubernetes ${versions.join(", ")}${named("kinds of other APIs", withoutSchema)}${named("SKIPPED, the chart is not here", withoutChart)}\n`,
  );
});

describe.skipIf(!runs).each(units.map((unit) => [unit.id, unit.kubernetes.version, unit] as const))(
  "the addons of %s",
  (_id, version, unit) => {
    it(`make objects of Kubernetes ${version} only`, { timeout: 5 * minute }, async () => {
      const rendered = renderUnit(unit, { version: "v1", ejs }).rendered!;
      for (const addon of unit.addons.filter(({ addon: { data } }) => data.deliveries.includes("helm"))) {
        const objects = await renderedByHelm(rendered, addon);
        if (objects === undefined) continue;
        expect(objects.length, addon.addon.data.id).toBeGreaterThan(0);
        const verdicts = await judgeBySchemas(kubeconform ?? "", join(folder, version), objects);
        for (const { status, msg, kind, name } of verdicts) {
          if (status === "statusSkipped") withoutSchema.add(kind);
          else expect(`${status} ${msg}`, `${addon.addon.data.id}: ${kind} ${name}`).toBe("statusValid ");
        }
        valid += verdicts.filter(({ status }) => status === "statusValid").length;
      }
    });
  },
);

describe.skipIf(!runs)("the schemas of a Kubernetes version", () => {
  it("refuse a field that it does not know, and a value of another type", async () => {
    const spec = { replica: 1, minReadySeconds: "soon", selector: {}, template: { spec: { containers: [{ name: "a" }] } } };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "wrong" }, spec };
    const [verdict] = await judgeBySchemas(kubeconform ?? "", join(folder, versions[0] ?? ""), [deployment]);
    expect(verdict?.status).toBe("statusInvalid");
    expect(verdict?.msg).toContain("additional properties 'replica' not allowed");
    expect(verdict?.msg).toContain("at '/spec/minReadySeconds': got string, want integer");
  });
});

/** The objects of an addon that is on, hooks and CRDs included; undefined where the chart is not here. */
async function renderedByHelm(rendered: RenderedUnit, chosen: UnitAddon): Promise<unknown[] | undefined> {
  const { unit } = rendered;
  const { id } = chosen.addon.data;
  const alone = { ...rendered, unit: { ...unit, addons: [chosen] } };
  const { files, releases, diagnostics } = deliverAddons(alone, clusterWith(unit, variablesFor(unit, chosen), "complete"), "helm");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [release] = releases;
  const [archive] = files!.archives;
  const chart = archive === undefined ? chartAtHand(chosen) : written(basename(archive[0]), archive[1]);
  if (chart === undefined) return undefined;
  const values = written(`${id}.yaml`, [...files!.texts].find(([name]) => name.startsWith("values/"))?.[1] ?? "");
  const flags = ["--include-crds", "--kube-version", `v${unit.kubernetes.version}`, "--namespace", release!.namespace, "--values", values];
  const { stdout } = await execa(helm ?? "helm", ["template", release!.name, chart, ...flags]);
  return parseAllDocuments(stdout, { schema: "yaml-1.1" }).flatMap((document) => (document.toJS() as unknown) ?? []);
}

/** The addon and what it requires on, and a value for whatever else it reads that has no default. */
function variablesFor(unit: Unit, chosen: UnitAddon): Record<string, unknown> {
  const { clusterValues, data } = chosen.addon;
  const read = (clusterValues?.data.values ?? []).map(({ variable }) => variable?.split(".")[0]);
  const open = unit.variables.filter(({ name, schema }) => read.includes(name) && schema["default"] === undefined);
  const samples = open.filter(({ schema }) => schema["type"] === "string").map(({ name, schema }) => [name, schema["example"] ?? "sample"]);
  const required = unit.addons.filter(({ addon }) => data.requires?.includes(addon.data.id));
  const on = [...required, chosen].flatMap(({ switch: own }) => (own === undefined ? [] : [[own.variable, own.values[0]]]));
  return Object.fromEntries([...samples, ...on]);
}

function chartAtHand({ addon, version }: UnitAddon): string | undefined {
  const name = `${addon.data.chart.name}-${version.chart}`;
  const charts = process.env["CSTACK_CHARTS"];
  const found = charts === undefined ? undefined : [join(charts, name), join(charts, `${name}.tgz`)].find((path) => existsSync(path));
  if (found === undefined) withoutChart.add(name);
  return found;
}

function written(name: string, content: string | Uint8Array): string {
  mkdirSync(join(folder, "input"), { recursive: true });
  const path = join(folder, "input", name);
  writeFileSync(path, content);
  return path;
}
