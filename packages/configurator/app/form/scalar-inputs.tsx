import type { Json } from "@cstack/clusterclass";
import { useState } from "preact/hooks";
import type { Field } from "../../src/form/field.ts";
import { readTyped, typedText } from "../../src/form/typed-text.ts";
import type { BoundValue } from "./form-context.ts";

interface Props {
  field: Field;
  bound: BoundValue;
}

/** What an input says of its help and its errors to those who do not see them. */
function described({ field, bound: { id, findings } }: Props) {
  const hasHelp = field.description !== "" || field.default !== undefined || field.example !== undefined || field.limits !== "";
  const ids = [...(hasHelp ? [`${id}-help`] : []), ...(findings.length > 0 ? [`${id}-findings`] : [])];
  return {
    id,
    "aria-invalid": findings.length > 0,
    ...(ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") }),
    ...(field.name === "" ? { "aria-label": id.slice(id.lastIndexOf(".") + 1) } : {}),
  };
}

/** Text or a number. While somebody types, what they typed stands here; the answer to an earlier key does not undo it. */
export function TextInput({ field, bound }: Props) {
  const [draft, setDraft] = useState<string>();
  const type = (text: string): void => {
    setDraft(text);
    const value = readTyped(field, text);
    if (value === undefined) bound.remove();
    else bound.set(value);
  };
  return (
    <input
      {...described({ field, bound })}
      type="text"
      inputMode={field.kind === "text" ? "text" : "numeric"}
      autocomplete="off"
      spellcheck={false}
      value={draft ?? typedText(bound.value)}
      placeholder={field.default === undefined ? "" : typedText(field.default)}
      onInput={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => setDraft(undefined)}
    />
  );
}

/** A switch; where nothing is set it stands as the default does. */
export function BooleanInput({ field, bound }: Props) {
  return (
    <input
      {...described({ field, bound })}
      type="checkbox"
      checked={(bound.value ?? field.default ?? false) === true}
      onChange={({ currentTarget }) => bound.set(currentTarget.checked)}
    />
  );
}

/** One of several texts; what the Cluster has and the class does not know stays to be seen. */
export function ChoiceInput({ field, bound }: Props) {
  const value = bound.value ?? field.default;
  const unknown = value !== undefined && !field.options.includes(String(value)) ? [String(value)] : [];
  return (
    <select {...described({ field, bound })} value={String(value ?? "")} onChange={({ currentTarget }) => bound.set(currentTarget.value)}>
      {value === undefined && <option value="">–</option>}
      {[...field.options, ...unknown].map((option) => (
        <option key={option} value={option}>
          {option === "" ? '""' : option}
        </option>
      ))}
    </select>
  );
}

/** A value that the schema leaves open, as JSON. */
export function YamlInput({ field, bound }: Props) {
  const [draft, setDraft] = useState<string>();
  const type = (text: string): void => {
    setDraft(text);
    const value = readJson(text);
    if (value !== undefined) bound.set(value);
  };
  return (
    <textarea
      {...described({ field, bound })}
      rows={2}
      spellcheck={false}
      value={draft ?? (bound.value === undefined ? "" : JSON.stringify(bound.value))}
      onInput={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => setDraft(undefined)}
    />
  );
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
