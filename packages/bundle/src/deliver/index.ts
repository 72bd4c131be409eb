export { type DeliveredFiles, deliverAddons } from "./deliver.ts";
export { deliverableUnit } from "./deliverable-unit.ts";
