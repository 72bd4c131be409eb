import type { ComponentChildren } from "preact";
import type { Field } from "../../src/form/field.ts";
import type { Finding } from "../../src/form/field-errors.ts";
import { useSay } from "../i18n/messages.ts";
import { shortValue } from "../short-value.ts";
import type { BoundValue } from "./form-context.ts";

interface Props {
  field: Field;
  bound: BoundValue;
  /** What is said beside its name. */
  notes: readonly string[];
  /** True where the element with the id is a group of fields, which has no label. */
  isGroup?: boolean;
  children: ComponentChildren;
}

/** A field with its name, what it is for, its default, and what is wrong with it. */
export function FieldFrame({ field, bound, notes, isGroup = false, children }: Props) {
  const say = useSay();
  const { id, value, findings, remove } = bound;
  const isSet = value !== undefined;
  const name = field.name === "" ? null : <code>{field.name}</code>;
  return (
    <div class={`field ${isSet ? "is-set" : ""} ${findings.length > 0 ? "is-wrong" : ""}`}>
      <div class="field-head">
        {isGroup ? <span id={`${id}-name`}>{name}</span> : <label for={id}>{name}</label>}
        {field.required && <span class="faint">{say("required")}</span>}
        {notes.map((note) => (
          <span key={note} class="faint">
            {note}
          </span>
        ))}
        {isSet && field.name !== "" && !field.required && (
          <button type="button" class="link" aria-label={say("resetOf", { name: field.name })} onClick={remove}>
            {say("reset")}
          </button>
        )}
      </div>
      {children}
      <FieldHelp field={field} id={id} />
      <FindingsList findings={findings} id={`${id}-findings`} />
    </div>
  );
}

function FieldHelp({ field: { description, example, limits, ...field }, id }: { field: Field; id: string }) {
  const say = useSay();
  const parts = [
    description,
    limits,
    field.default === undefined ? "" : say("defaultIs", { value: shortValue(field.default) }),
    example === undefined ? "" : say("example", { value: shortValue(example) }),
  ].filter((part) => part !== "");
  if (parts.length === 0) return null;
  return (
    <p class="help" id={`${id}-help`}>
      {parts.join(" · ")}
    </p>
  );
}

/** What Cluster API or the provider says about a value. */
export function FindingsList({ findings, id }: { findings: readonly Finding[]; id?: string }) {
  if (findings.length === 0) return null;
  return (
    <ul class="findings" id={id}>
      {findings.map(({ severity, message, field, rule, repair }) => (
        <li key={`${field} ${message}`} class={severity}>
          {message}
          {rule !== undefined && <span class="faint"> ({rule})</span>}
          {repair !== undefined && <span> {repair}</span>}
        </li>
      ))}
    </ul>
  );
}
