import { useSay } from "./i18n/messages.ts";
import type { Engine } from "./use-engine.ts";

/** Whether the Cluster is accepted, said also to those who do not see the page. */
export function Status({ engine: { view, waiting, milliseconds } }: { engine: Engine }) {
  const say = useSay();
  if (view === undefined || milliseconds === undefined) return <p class="status">{say("loading")}</p>;
  const errors = view.findings.filter(({ severity }) => severity === "error").length;
  const text = errors === 0 ? say("noErrors") : errors === 1 ? say("oneError") : say("errors", { n: errors });
  return (
    <p
      class={`status ${errors === 0 ? "good" : "bad"}`}
      role="status"
      aria-busy={waiting}
      data-milliseconds={milliseconds.answer.toFixed(1)}
    >
      {text}
      {milliseconds !== undefined && (
        <span class="faint"> · {say("milliseconds", { n: Math.max(1, Math.round(milliseconds.engine)) })}</span>
      )}
    </p>
  );
}
