import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clusterSpec, type KubernetesObject } from "@cstack/clusterclass";
import { migrationProblems } from "@cstack/generator";
import { toYaml, toYamlStream } from "@cstack/model";
import { originOf } from "@cstack/release";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manifestsOf, sortDocuments } from "../../packages/cli/src/manifests.ts";
import { migrate, problemsOf } from "../../packages/cli/src/migrate/migrate.ts";
import { type MigrationSources, readMigrationSources } from "../../packages/cli/src/migrate/migration-sources.ts";
import { earlierClass } from "../support/earlier-class.ts";
import { type EarlierCluster, earlierClusters, manifestOf } from "../support/earlier-clusters.ts";
import { checkout, renderedUnit, root, unitOf } from "../support/repository.ts";

/** Clusters of upstream's stacks become Clusters of ours as the files in migrations/ say. */

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-migrations-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([...checkout().stacks.keys()])("every migration of %s leads to variables that its units have", (stack) => {
  expect(migrationProblems(checkout(), stack)).toEqual([]);
});

it("every migration has a Cluster here that goes its way", () => {
  const known = [...checkout().stacks.values()].flatMap(({ migrations }) => migrations.map(({ data }) => data.id));
  expect(earlierClusters.map(({ migration }) => migration).sort()).toEqual(known.sort());
});

/** What the command reads, without reading: every unit is rendered once. */
function sourcesOf(cluster: EarlierCluster, before?: KubernetesObject[]): MigrationSources {
  const { unit, clusterClass, templates } = renderedUnit(unitOf(cluster.unit));
  const { id } = unit.stack.data;
  const text = toYaml(manifestOf(cluster, "shop"));
  const given = manifestsOf("shop.yaml", text);
  return {
    text,
    given,
    cluster: given.clusters[0]!,
    className: cluster.className,
    origin: originOf(cluster.className)?.unit,
    migration: checkout()
      .stacks.get(id)
      ?.migrations.find(({ data }) => data.id === cluster.migration),
    before: before === undefined ? undefined : sortDocuments("before.yaml", before),
    after: { ...sortDocuments(unit.id, [clusterClass, ...templates] as unknown as KubernetesObject[]), unit },
    target: { provider: unit.provider.data.id, stack: id, minor: unit.kubernetes.minor },
    minors: unit.stack.data.kubernetes,
  };
}

describe.each(earlierClusters.map((cluster) => [cluster.className, cluster] as const))("a Cluster of %s", (_className, cluster) => {
  it(`becomes one of ${cluster.unit}: ${cluster.way}`, () => {
    const report = migrate(sourcesOf(cluster));
    const [migrated] = manifestsOf("shop.yaml", report.manifest).clusters;
    const { topology } = clusterSpec(migrated!);
    expect(Object.fromEntries((topology?.variables ?? []).map(({ name, value }) => [name, value]))).toEqual(cluster.becomes);
    expect(topology?.workers?.machineDeployments?.map((worker) => worker.class)).toEqual(["default-worker"]);
    expect(report.plan.errors).toEqual([]);
    expect(report.plan.objects.length).toBeGreaterThan(5);
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(report.way.way).toBe(cluster.way);
    expect(problemsOf(report)).toBe(cluster.way.startsWith("in place") ? 0 : 1);
  });
});

describe("with the class that a Cluster has now", () => {
  const scs2 = earlierClusters.find(({ migration }) => migration === "openstack-scs2")!;

  function withClass(change: (text: string) => string) {
    const migration = checkout()
      .stacks.get("scs")!
      .migrations.find(({ data }) => data.id === scs2.migration)!.data;
    const text = change(toYamlStream(earlierClass(scs2.className, migration, renderedUnit(unitOf(scs2.unit)))));
    const { classes, others } = manifestsOf("before.yaml", text);
    return migrate(sourcesOf(scs2, [...classes, ...others]));
  }

  it("what the provider refuses decides: nobody adds a network later", () => {
    const { exact, plan, way } = withClass((text) => text);
    expect(exact).toBe(true);
    expect(plan.rollout?.rolls.map(({ machines }) => machines)).toEqual(["controlPlane", "machineDeployment/pool"]);
    expect(way.way).toBe("re-create");
    expect(way.reasons.join()).toContain("spec.managedSubnets");
  });

  it("kinds that Cluster API keeps decide, whatever the migration says", () => {
    const { way, rolls } = withClass((text) => text.replaceAll("OpenStackClusterTemplate", "OldCloudClusterTemplate"));
    expect(way.way).toBe("re-create");
    expect(way.reasons.join()).toContain("OldCloudClusterTemplate");
    expect(rolls).toEqual([]);
  });

  it("a Cluster of the minor before moves in place, and what rolls is exact", () => {
    const own = { ...scs2, className: "docker-scs-1-35-v1", version: "v1.35.8", variables: { certSANs: ["api.example.com"] } };
    const path = join(folder, "own.yaml");
    writeFileSync(path, toYaml(manifestOf(own, "shop")));
    const report = migrate(readMigrationSources({ file: path, to: "docker-scs-1-36", from: "docker-scs-1-35", root }));
    expect(report).toMatchObject({ exact: true, migration: null, way: { way: "in place" } });
    expect(report.rolls.map(({ machines, replicas }) => [machines, replicas])).toEqual([
      ["controlPlane", 3],
      ["machineDeployment/pool", 3],
    ]);
    expect(problemsOf(report)).toBe(0);
  });
});
