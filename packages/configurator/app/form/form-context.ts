import type { Json, JsonObject } from "@cstack/clusterclass";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type ClusterPath, fieldText } from "../../src/cluster/cluster-path.ts";
import type { ClusterEdit } from "../../src/cluster/edit-cluster.ts";
import { valueAtPath } from "../../src/cluster/value-at.ts";
import { type Finding, findingsAt } from "../../src/form/field-errors.ts";

/** What fields need of the Cluster that they are fields of. */
export interface FormState {
  /** Null while the YAML cannot be read. */
  cluster: JsonObject | null;
  findings: readonly Finding[];
  /** Values with defaults. */
  variables: JsonObject;
  /** Variables without effect, with those that it depends on. */
  idle: Readonly<Record<string, readonly string[]>>;
  edit: (edits: readonly ClusterEdit[]) => void;
}

export const FormContext = createContext<FormState>({ cluster: null, findings: [], variables: {}, idle: {}, edit: () => {} });

export function useForm(): FormState {
  return useContext(FormContext);
}

/** One value of the Cluster: what it is set to, what is said about it, and what changes it. */
export interface BoundValue {
  value: Json | undefined;
  /** Id of the element, the same as long as the path is. */
  id: string;
  findings: Finding[];
  set: (value: Json) => void;
  remove: () => void;
}

/** Binds a path. `withInside` is for values that have no fields of their own inside. */
export function useValue(path: ClusterPath, withInside = false): BoundValue {
  const { cluster, findings, edit } = useForm();
  const id = fieldText(path);
  return {
    value: valueAtPath(cluster ?? undefined, path),
    id,
    findings: findingsAt(findings, id, withInside),
    set: (value) => edit([{ path, value }]),
    remove: () => edit([{ path, remove: true }]),
  };
}
