import type { FieldChange } from "@cstack/clusterclass";
import { useSay } from "../i18n/messages.ts";
import { shortValue } from "../short-value.ts";

/** Fields that are others than before, each with both values. */
export function ChangesList({ changes }: { changes: readonly FieldChange[] }) {
  const say = useSay();
  if (changes.length === 0) return <p class="note">{say("noChanges")}</p>;
  return (
    <ul class="changes">
      {changes.map((change) => (
        <li key={change.path}>
          <code class="path">{change.path}</code>
          <ins>{change.new === undefined ? say("absent") : shortValue(change.new, 200)}</ins>
          <del>{say("was", { value: change.old === undefined ? say("absent") : shortValue(change.old, 200) })}</del>
        </li>
      ))}
    </ul>
  );
}
