import type { UnitData, VariableData } from "../catalog-data.ts";
import { type Field, fieldOf } from "./field.ts";

/** A variable of the class as the form shows it. */
export interface FormVariable extends Pick<VariableData, "immutable" | "change"> {
  name: string;
  field: Field;
}

/** Variables that stand together: those of one feature, of one addon, or of the class itself where nobody knows. */
export interface FormGroup {
  id: string;
  kind: "feature" | "addon" | "class";
  title: string;
  docs: string;
  variables: FormVariable[];
}

/** The form of a unit: groups in the order of the class, each variable in the group that defines it first. */
export function formOf(data: Pick<UnitData, "variables" | "features" | "addons">): FormGroup[] {
  const groups = new Map<string, FormGroup>();
  for (const variable of data.variables) {
    const made = groupOf(variable, data);
    const group = groups.get(made.id) ?? made;
    groups.set(made.id, group);
    group.variables.push(formVariable(variable));
  }
  return [...groups.values()];
}

function groupOf({ definedIn }: VariableData, { features, addons }: Pick<UnitData, "features" | "addons">): FormGroup {
  const [owner] = definedIn;
  if (owner === undefined) return { id: "class", kind: "class", title: "ClusterClass", docs: "", variables: [] };
  const docs =
    owner.kind === "feature" ? features.find(({ id }) => id === owner.id)?.docs : addons.find(({ id }) => id === owner.id)?.details?.docs;
  return { id: `${owner.kind}/${owner.id}`, kind: owner.kind, title: owner.title, docs: docs ?? "", variables: [] };
}

function formVariable({ name, schema, required, description, immutable, change, examples }: VariableData): FormVariable {
  const field = fieldOf(name, schema, required);
  const [example = field.example] = examples;
  return {
    name,
    field: { ...field, description, ...(example === undefined ? {} : { example }) },
    immutable,
    ...(change === undefined ? {} : { change }),
  };
}

/** What is shown of a form. */
export interface FormFilter {
  /** Words that name, title, description or choices must have. */
  text: string;
  /** Only what the Cluster sets. */
  onlySet: boolean;
  /** Also what has no effect as the Cluster is. */
  withIdle: boolean;
}

/** Groups with the variables that a filter leaves, without empty ones. What is set is never hidden because it has no effect. */
export function filterForm(
  groups: readonly FormGroup[],
  filter: FormFilter,
  set: ReadonlySet<string>,
  idle: ReadonlySet<string>,
): FormGroup[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const isShown = (group: FormGroup, variable: FormVariable): boolean => {
    if (filter.onlySet && !set.has(variable.name)) return false;
    if (!filter.withIdle && !set.has(variable.name) && idle.has(variable.name)) return false;
    const { description, options } = variable.field;
    const text = [variable.name, description, group.title, ...options].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups
    .map((group) => ({ ...group, variables: group.variables.filter((variable) => isShown(group, variable)) }))
    .filter(({ variables }) => variables.length > 0);
}
