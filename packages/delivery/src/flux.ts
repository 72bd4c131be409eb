import type { Diagnostic } from "@cstack/model";
import { type DeliveredCluster, kubeconfigSecret, objectName } from "./delivered-cluster.ts";
import { valuesOf } from "./release-values.ts";
import type { AddonRelease } from "./releases.ts";

/** How often Flux compares; charts of a version do not change. */
const intervals = { release: "10m", source: "12h" } as const;

/**
 * Objects of Flux by addon: where the chart is, and a HelmRelease with the values for this Cluster, because Flux cannot read Clusters. Each release
 * waits for the one before, which is the operator's order. What is off is not among them. Source: fluxcd/helm-controller v1.6.3, api/v2;
 * source-controller v1.9.1, api/v1.
 */
export function fluxObjects(
  releases: readonly AddonRelease[],
  cluster: DeliveredCluster,
): { objects: Map<string, unknown[]>; diagnostics: Diagnostic[] } {
  const objects = new Map<string, unknown[]>();
  const diagnostics: Diagnostic[] = [];
  let before: string | undefined;
  for (const release of releases.filter(({ on }) => on)) {
    const { value: values, diagnostics: found } = valuesOf(release, cluster);
    diagnostics.push(...found);
    objects.set(release.addon, [source(release, cluster), helmRelease(release, cluster, values ?? {}, before)]);
    before = objectName(cluster, release.addon);
  }
  return { objects, diagnostics };
}

function source({ addon, chart }: AddonRelease, cluster: DeliveredCluster): unknown {
  const { repository = "", name, version } = chart;
  const metadata = { name: objectName(cluster, addon), namespace: cluster.namespace };
  const apiVersion = "source.toolkit.fluxcd.io/v1";
  if (!isOci(chart)) return { apiVersion, kind: "HelmRepository", metadata, spec: { interval: intervals.source, url: repository } };
  // A chart in a registry is one layer, which is taken as it is.
  const layerSelector = { mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip", operation: "copy" };
  const url = `${repository.replace(/\/$/, "")}/${name}`;
  const ref = { tag: version.replaceAll("+", "_") };
  return { apiVersion, kind: "OCIRepository", metadata, spec: { interval: intervals.source, url, ref, layerSelector } };
}

function helmRelease(release: AddonRelease, cluster: DeliveredCluster, values: object, before: string | undefined): unknown {
  const { addon, chart, name, namespace, runsIn } = release;
  const own = objectName(cluster, addon);
  // The operator applies one addon after the other and does not wait for workloads: a cluster without workers gets all of them, too.
  const common = { crds: "CreateReplace", disableWait: true, remediation: { retries: -1 } };
  return {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: { name: own, namespace: cluster.namespace },
    spec: {
      interval: intervals.release,
      releaseName: name,
      targetNamespace: namespace,
      storageNamespace: namespace,
      ...(runsIn === "workload" ? { kubeConfig: { secretRef: kubeconfigSecret(cluster) } } : {}),
      ...(before === undefined ? {} : { dependsOn: [{ name: before }] }),
      ...(isOci(chart)
        ? { chartRef: { kind: "OCIRepository", name: own } }
        : { chart: { spec: { chart: chart.name, version: chart.version, sourceRef: { kind: "HelmRepository", name: own } } } }),
      install: { ...common, createNamespace: true },
      upgrade: common,
      values,
    },
  };
}

function isOci({ repository }: AddonRelease["chart"]): boolean {
  return repository?.startsWith("oci://") === true;
}
