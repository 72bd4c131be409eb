import type { ComponentChildren } from "preact";
import { useSay } from "./i18n/messages.ts";
import type { Loaded } from "./load.ts";

/** What is loaded, once it is here; before that that it is not. */
export function LoadedPart<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const say = useSay();
  if (of.state === "loading") return <p class="note">{say("loading")}</p>;
  if (of.state === "failed") return <Failed reason={of.reason} />;
  return <>{children(of.value)}</>;
}

/** Why something could not be loaded. */
export function Failed({ reason }: { reason: string }) {
  const say = useSay();
  return (
    <p class="note bad" role="alert">
      {say("failed", { reason })}
    </p>
  );
}
