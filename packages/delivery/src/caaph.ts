import { labelledCluster, ownLabels, switchedOn, switchLabel } from "./cluster-labels.ts";
import { type DeliveredCluster, objectName } from "./delivered-cluster.ts";
import type { AddonRelease } from "./releases.ts";

/**
 * Objects of Cluster API's addon provider for Helm by addon, after the labels of the Cluster, which say what is on: a chart whose label is
 * another one is uninstalled. The provider knows no order: it tries a chart again until what it needs is there. Source:
 * kubernetes-sigs/cluster-api-addon-provider-helm v0.6.4, api/v1alpha1 and internal/value_substitutions.go.
 */
export function caaphObjects(releases: readonly AddonRelease[], cluster: DeliveredCluster): Map<string, unknown[]> {
  return new Map([
    ["cluster", [labelledCluster(cluster, releases)]],
    ...releases.map((release): [string, unknown[]] => [release.addon, [helmChartProxy(release, cluster)]]),
  ]);
}

function helmChartProxy(release: AddonRelease, cluster: DeliveredCluster): unknown {
  const { addon, chart, name, namespace } = release;
  return {
    apiVersion: "addons.cluster.x-k8s.io/v1alpha1",
    kind: "HelmChartProxy",
    metadata: { name: objectName(cluster, addon), namespace: cluster.namespace },
    spec: {
      clusterSelector: { matchLabels: { ...ownLabels(cluster), [switchLabel(addon)]: switchedOn } },
      chartName: chart.name,
      repoURL: chart.repository,
      version: chart.version,
      releaseName: name,
      namespace,
      options: { install: { createNamespace: true } },
      valuesTemplate: release.values.caaph,
    },
  };
}
