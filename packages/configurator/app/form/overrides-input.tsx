import { type VariablePlace, variablePath, variablesPath } from "../../src/cluster/cluster-path.ts";
import { namesAt } from "../../src/cluster/pools.ts";
import { emptyValue } from "../../src/form/field.ts";
import type { FormGroup } from "../../src/form/form.ts";
import { useSay } from "../i18n/messages.ts";
import { FieldInput } from "./field-input.tsx";
import { useForm } from "./form-context.ts";

/** Variables that have another value in one place, and the choice of one more. */
export function OverridesInput({ place, groups }: { place: Exclude<VariablePlace, "cluster">; groups: readonly FormGroup[] }) {
  const say = useSay();
  const { cluster, variables, edit } = useForm();
  const names = namesAt(cluster, variablesPath(place));
  const all = groups.flatMap((group) => group.variables);
  const add = (name: string): void => {
    const field = all.find((variable) => variable.name === name)?.field;
    if (field !== undefined) edit([{ path: variablePath(name, place), value: variables[name] ?? emptyValue(field) }]);
  };
  return (
    <div class="members">
      {names.map((name) => {
        const field = all.find((variable) => variable.name === name)?.field;
        return field === undefined ? null : (
          <FieldInput key={name} field={{ ...field, required: false }} path={variablePath(name, place)} />
        );
      })}
      <select aria-label={say("addOverride")} value="" onChange={({ currentTarget }) => add(currentTarget.value)}>
        <option value="">{say("addOverride")}</option>
        {groups.map((group) => (
          <optgroup key={group.id} label={group.title}>
            {group.variables
              .filter(({ name }) => !names.includes(name))
              .map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
