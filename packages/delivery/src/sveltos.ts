import { labelledCluster, ownLabels } from "./cluster-labels.ts";
import type { DeliveredCluster } from "./delivered-cluster.ts";
import type { AddonRelease } from "./releases.ts";

/**
 * One ClusterProfile of Sveltos with the charts of what is on, after the labels of the Cluster. Sveltos installs the charts of a profile in their
 * order, ends at the first that fails, and uninstalls what is no longer in the list. Source: projectsveltos/addon-controller v1.14.0,
 * api/v1beta1/spec.go and controllers/template_instantiation.go: values are filled in twice, and fields of other names than the provider's.
 */
export function sveltosObjects(releases: readonly AddonRelease[], cluster: DeliveredCluster): Map<string, unknown[]> {
  return new Map([
    ["cluster", [labelledCluster(cluster, releases)]],
    ["addons", [clusterProfile(releases, cluster)]],
  ]);
}

function clusterProfile(releases: readonly AddonRelease[], cluster: DeliveredCluster): unknown {
  return {
    apiVersion: "config.projectsveltos.io/v1beta1",
    kind: "ClusterProfile",
    // Profiles have no namespace.
    metadata: { name: `${cluster.namespace}-${cluster.name}` },
    spec: {
      clusterSelector: { matchLabels: ownLabels(cluster) },
      helmCharts: releases.filter(({ on }) => on).map(helmChart),
    },
  };
}

function helmChart(release: AddonRelease): unknown {
  const { addon, chart, name, namespace } = release;
  const { repository = "" } = chart;
  return {
    repositoryURL: repository,
    repositoryName: addon,
    // Helm calls charts of repositories by both names, and those of registries by the address.
    chartName: repository.startsWith("oci://") ? chart.name : `${addon}/${chart.name}`,
    chartVersion: chart.version,
    releaseName: name,
    releaseNamespace: namespace,
    options: { installOptions: { createNamespace: true }, upgradeOptions: { upgradeCRDs: true } },
    values: release.values.sveltos,
  };
}
