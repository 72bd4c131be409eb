import { Failure, failed } from "../api/fields.ts";
import { isObject, type Json, type JsonObject } from "../api/json.ts";

/** One part of a path: a field, and the index of a list item in it. */
interface Segment {
  field: string;
  index?: number;
}

/**
 * The value at a `valueFrom.variable` path: `name`, `name.field`, `name[0]`, `name.list[1].x`. What is not there is a failure.
 * Source: Cluster API v1.14.0, core/reconcilers/topology/cluster/patches/variables/value.go, GetVariableValue.
 */
export function variableAt(variables: JsonObject, path: string): Json | Failure {
  let value: Json = variables;
  for (const [position, text] of path.split(".").entries()) {
    const segment = parseSegment(text);
    if (failed(segment)) return segment;
    const next = step(value, segment, position === 0);
    if (next === undefined) return new Failure(`variable "${path}" does not exist: nothing at "${text}"`);
    value = next;
  }
  return value;
}

function step(value: Json, segment: Segment, isName: boolean): Json | undefined {
  const field = fieldOf(value, segment.field, isName);
  if (field === undefined || segment.index === undefined) return field;
  return Array.isArray(field) ? field[segment.index] : undefined;
}

/** A field of a map; of a list too, when the segment is a number: the JSON reader used upstream takes both. */
function fieldOf(value: Json, name: string, isName: boolean): Json | undefined {
  if (isObject(value)) return Object.hasOwn(value, name) ? value[name] : undefined;
  if (!isName && Array.isArray(value) && /^\+?[0-9]+$/.test(name)) return value[Number(name)];
  return undefined;
}

function parseSegment(text: string): Segment | Failure {
  const open = text.indexOf("[");
  const close = text.indexOf("]");
  if (open < 0 && close < 0) return { field: text };
  if (open < 0 || close < open) return new Failure(`"${text}" is no path: brackets do not match`);
  const index = text.slice(open + 1, close);
  if (!/^\+?[0-9]+$/.test(index)) return new Failure(`"${text}" is no path: the index is no number`);
  return { field: text.slice(0, open), index: Number(index) };
}
