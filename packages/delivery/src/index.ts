/** What delivers a unit's addons to one Cluster without the operator, as texts. Without APIs of Node: the command line and the browser make the same bytes. */
export { type ClusterOfUnit, clusterOfUnit, type GivenObjects, type HeldUnit } from "./cluster-of-unit.ts";
export { type DeliveredTexts, type Delivery, deliveries, deliverTexts, oneText } from "./deliver.ts";
export type { DeliverableAddon, DeliverableUnit } from "./deliverable-unit.ts";
export { type DeliveredCluster, deliveredCluster } from "./delivered-cluster.ts";
export type { AddonRelease } from "./releases.ts";
export { chartRepositoryProblem } from "./releases.ts";
