/** The pure part of the configurator: what it reads, how it edits Clusters, and what it shows of them. The page itself is in `app/`. */
export type * from "./catalog-data.ts";
export {
  type ClusterPath,
  fieldText,
  type PathStep,
  paths,
  poolPath,
  type VariablePlace,
  variablePath,
  variablesPath,
} from "./cluster/cluster-path.ts";
export { type ClusterEdit, editCluster } from "./cluster/edit-cluster.ts";
export { valueAtPath } from "./cluster/value-at.ts";
export { planText, viewCluster } from "./engine/cluster-view.ts";
export { type OpenUnit, openUnit } from "./engine/open-unit.ts";
export type { ClusterView } from "./engine/view-of-cluster.ts";
export { type FormGroup, formOf } from "./form/form.ts";
