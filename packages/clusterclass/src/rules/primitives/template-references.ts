import type { TemplateReference } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";

/** The group of an apiVersion; the part after `/` is the version, and an apiVersion without `/` has no group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/**
 * Group and kind of a template reference stay as they are: objects of a Cluster cannot change their kind. Name and version may change.
 * A reference that comes or goes counts as a change. `field` is the path of the reference.
 * Source: Cluster API v1.14.0, internal/topology/check/compatibility.go, `ClusterClassTemplateAreCompatible`.
 */
export function sameGroupAndKind(before: TemplateReference | undefined, after: TemplateReference | undefined, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const [oldGroup, newGroup] = [groupOf(before?.apiVersion ?? ""), groupOf(after?.apiVersion ?? "")];
  if (oldGroup !== newGroup)
    errors.push({ field: `${field}.apiVersion`, message: `the group changes from ${quote(oldGroup)} to ${quote(newGroup)}` });
  const [oldKind, newKind] = [before?.kind ?? "", after?.kind ?? ""];
  if (oldKind !== newKind) errors.push({ field: `${field}.kind`, message: `the kind changes from ${quote(oldKind)} to ${quote(newKind)}` });
  return errors;
}

function quote(text: string): string {
  return text === "" ? "none" : JSON.stringify(text);
}
