import type { ObjectLine } from "../../src/engine/object-lines.ts";
import type { ClusterView } from "../../src/engine/view-of-cluster.ts";
import { type Say, useSay } from "../i18n/messages.ts";

/** An object as YAML; what came from variables is marked with their names, what differs from the default with a bar. */
export function ObjectView({ shown: { lines } }: { shown: NonNullable<ClusterView["shown"]> }) {
  const say = useSay();
  return (
    <div class="lines">
      {lines.map((line, index) => (
        <Line key={index} line={line} say={say} />
      ))}
    </div>
  );
}

function Line({ line: { indent, text, marked, changed, origin, path }, say }: { line: ObjectLine; say: Say }) {
  return (
    <div class={`line ${marked ? "marked" : ""} ${changed ? "changed" : ""}`} title={changed ? `${path}: ${say("changedLine")}` : path}>
      <span class="code">
        {"  ".repeat(indent)}
        {text}
      </span>
      {origin !== undefined && (
        <span class="origin" title={originText(origin, say)}>
          {originText(origin, say)}
        </span>
      )}
    </div>
  );
}

/** More names than this say no more than their patch does. */
const mostNames = 3;

function originText({ variables, enabledBy, patch }: NonNullable<ObjectLine["origin"]>, say: Say): string {
  if (variables.length > mostNames) return say("fromVariables", { names: `${variables.slice(0, mostNames).join(", ")} … (${patch})` });
  if (variables.length > 0) return say("fromVariables", { names: variables.join(", ") });
  return say("onlyIf", { names: enabledBy.join(", ") });
}
