import type { AddonFile } from "@cstack/model";

/** A unit as far as the delivery of its addons goes: plain data, so that a catalog can hold it. */
export interface DeliverableUnit {
  /** `openstack-scs-1-36` */
  id: string;
  /** The one version of its Clusters, without the v: `1.36.4`. */
  kubernetes: string;
  /** Kind of the infrastructure cluster; undefined where the class has none. */
  infraClusterKind?: string;
  /** In the order in which the operator applies them. */
  addons: DeliverableAddon[];
}

/** An addon with its chart at the version of the unit. */
export interface DeliverableAddon extends Pick<AddonFile, "id" | "title" | "runsIn" | "namespace" | "deliveries"> {
  /** Without a repository it is a chart of our own, which is an archive until somebody publishes it. */
  chart: { name: string; version: string; repository?: string };
  /** What turns it on; absent where it is on in every Cluster. */
  switch?: { variable: string; values: (string | boolean)[]; byDefault: boolean };
  /** All values of the chart as a Go template over `.Cluster`, by what fills it in: controllers call the infrastructure cluster by different names. */
  values: { caaph: string; sveltos: string };
}
