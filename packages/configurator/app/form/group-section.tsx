import { useState } from "preact/hooks";
import { fieldText, variablePath, variablesPath } from "../../src/cluster/cluster-path.ts";
import { errorsBelow } from "../../src/form/field-errors.ts";
import type { FormGroup, FormVariable } from "../../src/form/form.ts";
import { useSay } from "../i18n/messages.ts";
import { Prose } from "../prose.tsx";
import { FieldInput } from "./field-input.tsx";
import { useForm } from "./form-context.ts";

/** A group of variables, closed until somebody looks for something in it or something is wrong. */
export function GroupSection({ group, set, open }: { group: FormGroup; set: ReadonlySet<string>; open: boolean }) {
  const say = useSay();
  const { findings } = useForm();
  const place = fieldText(variablesPath("cluster"));
  const errors = group.variables.reduce((count, { name }) => count + errorsBelow(findings, `${place}[${name}]`), 0);
  const used = group.variables.filter(({ name }) => set.has(name)).length;
  const isOpen = open || errors > 0;
  const [opened, setOpened] = useState(isOpen);
  return (
    <details class="group" open={isOpen} onToggle={({ currentTarget }) => setOpened((before) => before || currentTarget.open)}>
      <summary>
        <span>{group.title}</span>
        {used > 0 && (
          <span class="badge">
            {used} {say("set")}
          </span>
        )}
        {errors > 0 && <span class="badge bad">{errors === 1 ? say("oneError") : say("errors", { n: errors })}</span>}
      </summary>
      <Prose text={group.docs} />
      {/* What is closed costs nothing: a class has a hundred variables. */}
      {(isOpen || opened) && group.variables.map((variable) => <VariableInput key={variable.name} variable={variable} />)}
    </details>
  );
}

function VariableInput({ variable: { name, field, immutable, change } }: { variable: FormVariable }) {
  const say = useSay();
  const { idle } = useForm();
  const others = idle[name];
  return (
    <div class={others === undefined ? "variable" : "variable idle"}>
      <FieldInput field={field} path={variablePath(name)} notes={immutable ? [say("immutable")] : change === undefined ? [] : [change]} />
      {others !== undefined && <p class="note">{say("idle", { names: others.join(", ") })}</p>}
    </div>
  );
}
