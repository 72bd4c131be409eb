export { type DeliveredFiles, deliverAddons } from "./deliver.ts";
export type { DeliveredCluster } from "./delivered-cluster.ts";
export { type AddonRelease, type Delivery, deliveries } from "./releases.ts";
