import { isObject, type Json } from "@cstack/clusterclass";
import { useState } from "preact/hooks";
import type { ClusterPath } from "../../src/cluster/cluster-path.ts";
import { emptyValue, type Field } from "../../src/form/field.ts";
import { useSay } from "../i18n/messages.ts";
import { shortValue } from "../short-value.ts";
import { FieldInput } from "./field-input.tsx";
import type { BoundValue } from "./form-context.ts";

interface Props {
  field: Field;
  path: ClusterPath;
  bound: BoundValue;
}

/** A list, or a map with keys that people choose. A default that holds something is changed as a whole. */
export function CollectionInput({ field, path, bound }: Props) {
  const say = useSay();
  const { value, set, id } = bound;
  if (value === undefined && sizeOf(field.default) > 0) {
    return (
      <p class="default">
        <code>{shortValue(field.default)}</code>{" "}
        <button type="button" id={id} class="link" onClick={() => set(field.default!)}>
          {say("change")}
        </button>
      </p>
    );
  }
  return field.kind === "list" ? (
    <ListInput field={field} path={path} bound={bound} />
  ) : (
    <MapInput field={field} path={path} bound={bound} />
  );
}

function ListInput({ field, path, bound }: Props) {
  const say = useSay();
  const items = Array.isArray(bound.value) ? bound.value : [];
  return (
    <fieldset class="members" aria-labelledby={`${bound.id}-name`}>
      {items.map((_, index) => (
        <Entry key={index} field={field.item!} path={[...path, index]} name={`${index + 1}`} list={bound} />
      ))}
      <button type="button" class="link" onClick={() => bound.set([...items, emptyValue(field.item!)])}>
        {say("add")} <span class="sr">{field.name}</span>
      </button>
    </fieldset>
  );
}

function MapInput({ field, path, bound }: Props) {
  const say = useSay();
  const [key, setKey] = useState("");
  const entries = isObject(bound.value) ? Object.keys(bound.value) : [];
  const add = (): void => {
    if (key === "" || entries.includes(key)) return;
    bound.set({ ...(isObject(bound.value) ? bound.value : {}), [key]: emptyValue(field.item!) });
    setKey("");
  };
  return (
    <fieldset class="members" aria-labelledby={`${bound.id}-name`}>
      {entries.map((entry) => (
        <Entry key={entry} field={field.item!} path={[...path, { key: entry }]} name={entry} list={bound} />
      ))}
      <div class="row">
        <input
          type="text"
          aria-label={`${field.name}: ${say("addKey")}`}
          placeholder={say("addKey")}
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <button type="button" class="link" onClick={add}>
          {say("add")} <span class="sr">{field.name}</span>
        </button>
      </div>
    </fieldset>
  );
}

/** One entry with its name and what takes it away. */
function Entry({ field, path, name, list }: { field: Field; path: ClusterPath; name: string; list: BoundValue }) {
  const say = useSay();
  const step = path.at(-1)!;
  return (
    <div class="entry">
      <div class="row">
        <code>{name}</code>
        <button type="button" class="link" onClick={() => list.set(withoutEntry(list.value, step))}>
          {say("remove")} <span class="sr">{name}</span>
        </button>
      </div>
      <FieldInput field={field} path={path} />
    </div>
  );
}

function withoutEntry(value: Json | undefined, step: ClusterPath[number]): Json {
  if (Array.isArray(value)) return value.filter((_, index) => index !== step);
  const key = typeof step === "object" && "key" in step ? step.key : "";
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).filter(([name]) => name !== key));
}

function sizeOf(value: Json | undefined): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}
