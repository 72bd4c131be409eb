import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asJson, asObject, clusterSpec, type JsonObject, type KubernetesObject, readEvaluationInput } from "@cstack/clusterclass";
import { renderUnit } from "@cstack/generator";
import { toYaml } from "@cstack/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestsOf } from "../../packages/cli/src/manifests.ts";
import { type MigrationReport, migrate } from "../../packages/cli/src/migrate/migrate.ts";
import { readMigrationSources } from "../../packages/cli/src/migrate/migration-sources.ts";
import { earlierClass } from "../support/earlier-class.ts";
import { type EarlierCluster, earlierClusters, manifestOf } from "../support/earlier-clusters.ts";
import { allUnits, checkout, root } from "../support/repository.ts";
import { ManagementCluster, type Refusal } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { clusterKind, inNamespace, installClass } from "./support/stack-under-test.ts";

/**
 * Clusters of upstream's stacks exist, under classes with the variables that the migrations name, and are updated to what `cstack migrate` makes of them, in front of
 * the real webhooks. They are paused, so that no controller makes anything of them.
 */
const tools = findManagementTools();
const namespace = `cstack-migrations-${process.pid}`;
const minute = 60_000;
let management: ManagementCluster;
let folder = "";

beforeAll(async () => {
  if (tools === undefined) return;
  folder = mkdtempSync(join(tmpdir(), "cstack-migrations-"));
  management = await ManagementCluster.connect(tools);
  await management.createNamespace(namespace);
  for (const unit of new Set(earlierClusters.map((cluster) => cluster.unit))) {
    const { clusterClass, templates } = renderedUnit(unit);
    await install([clusterClass, ...templates] as unknown as KubernetesObject[]);
  }
  for (const cluster of earlierClusters) await install(classBefore(cluster));
}, 5 * minute);

afterAll(async () => {
  if (tools === undefined) return;
  rmSync(folder, { recursive: true, force: true });
  await management.deleteAll(clusterKind, namespace);
  await management.deleteNamespace(namespace);
  management.close();
}, minute);

function renderedUnit(id: string) {
  return renderUnit(allUnits().find((unit) => unit.id === id)!, { version: "v1" }).rendered!;
}

function classBefore({ migration, unit, className, workerClass }: EarlierCluster): KubernetesObject[] {
  const rendered = renderedUnit(unit);
  const { data } = checkout()
    .stacks.get(rendered.unit.stack.data.id)!
    .migrations.find((each) => each.data.id === migration)!;
  const text = JSON.stringify(earlierClass(className, data, rendered));
  return JSON.parse(text.replaceAll('"class":"default-worker"', `"class":"${workerClass}"`)) as KubernetesObject[];
}

async function install(documents: KubernetesObject[]): Promise<void> {
  const { input, errors } = readEvaluationInput(documents);
  expect(errors).toEqual([]);
  await installClass(management, inNamespace(input!, namespace));
}

/** The Cluster as it is stored now, in the version of Kubernetes that is given. */
async function existing(cluster: EarlierCluster, name: string, version: string): Promise<KubernetesObject> {
  const { clusters } = readEvaluationInput([...classBefore(cluster), manifestOf({ ...cluster, version }, name)]).input!;
  const { metadata, spec } = clusters[0]!;
  const stored = asObject({ ...asJson(clusters[0]!), metadata: { ...metadata, namespace }, spec: { ...spec, paused: true } });
  expect(await management.create(stored)).toBeUndefined();
  return stored;
}

function migrated(cluster: EarlierCluster, name: string): MigrationReport {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, toYaml(manifestOf(cluster, name)));
  return migrate(readMigrationSources({ file, to: cluster.unit, root }));
}

/** What the webhooks say of the migrated Cluster in the place of the one that exists. */
async function updated(cluster: EarlierCluster, name: string): Promise<Refusal | undefined> {
  const { manifest } = migrated(cluster, name);
  const [after] = manifestsOf(name, manifest).clusters;
  const { input } = readEvaluationInput([...classBefore(cluster), after!]);
  const spec = { ...(asJson(input!.clusters[0]!)["spec"] as JsonObject), paused: true };
  // A controller may write at the same moment, which says nothing about the update.
  for (;;) {
    const refusal = await management.tryReplace(await management.get(clusterKind, namespace, name), spec);
    if (refusal?.message.includes("has been modified") !== true) return refusal;
  }
}

describe.skipIf(tools === undefined).each(earlierClusters.map((cluster) => [cluster.className, cluster] as const))(
  "a Cluster of %s",
  (className, cluster) => {
    const version = `v${
      checkout()
        .providers.get("kubeadm")
        ?.versions?.data.kubernetes?.find(({ minor }) => cluster.unit.endsWith(minor.replace(".", "-")))?.version
    }`;
    const sameVersion = `same-${className}`;

    it("is accepted or refused with its new class as the report says, its Kubernetes version aside", async () => {
      await existing(cluster, sameVersion, version);
      const refusal = await updated({ ...cluster, version }, sameVersion);
      const { way } = migrated({ ...cluster, version }, sameVersion);
      if (way.way === "re-create") expect(refusal?.message).toContain("infrastructure");
      else expect(refusal).toBeUndefined();
    });

    it.skipIf(cluster.way.startsWith("in place"))(
      "is refused at once where the report says that a single update is not enough",
      async () => {
        const name = `whole-${className}`;
        await existing(cluster, name, cluster.version);
        expect(migrated(cluster, name).way.way).toBe(cluster.way);
        const refusal = await updated(cluster, name);
        expect(refusal?.message).toMatch(/version cannot be increased|infrastructure/);
      },
    );
  },
);

it.skipIf(tools === undefined)("a migrated Cluster of a new name is accepted, whatever its way", async () => {
  for (const cluster of earlierClusters) {
    const [after] = manifestsOf("new", migrated(cluster, `new-${cluster.className}`).manifest).clusters;
    const { input } = readEvaluationInput([...classBefore(cluster), after!]);
    const { metadata, ...rest } = input!.clusters[0]!;
    const answer = await management.dryRun(asObject({ ...rest, metadata: { ...metadata, namespace } } as unknown as JsonObject));
    expect(clusterSpec(asObject(answer)).topology?.classRef.name).toBe(`${cluster.unit}-v1`);
  }
});
