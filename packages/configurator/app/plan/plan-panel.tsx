import { useState } from "preact/hooks";
import type { UnitData } from "../../src/catalog-data.ts";
import { useSay } from "../i18n/messages.ts";
import type { Engine } from "../use-engine.ts";
import { ChangesList } from "./changes-list.tsx";
import { ObjectTree } from "./object-tree.tsx";
import { ObjectView } from "./object-view.tsx";
import { WhatIf } from "./what-if.tsx";

const tabs = ["objects", "defaults", "rolls"] as const;

/** What the Cluster becomes: its objects, what differs from the defaults, and what rolls. */
export function PlanPanel({ engine, data }: { engine: Engine; data: UnitData }) {
  const say = useSay();
  const [tab, setTab] = useState<(typeof tabs)[number]>("objects");
  const { view, milliseconds } = engine;
  return (
    <>
      <h2>{say("plan")}</h2>
      <div class="tabs" role="tablist" aria-label={say("plan")} onKeyDown={moveBetweenTabs}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="plan-tab"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {say(name)}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel of tabs can be reached by the keyboard, as the ARIA practices say */}
      <div id="plan-tab" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0} class="tab-panel">
        {tab === "rolls" && <WhatIf engine={engine} data={data} />}
        {tab !== "rolls" && milliseconds !== undefined && view?.objects.length === 0 && <p class="note">{say("noObjects")}</p>}
        {tab !== "rolls" && view !== undefined && view.objects.length > 0 && (
          <>
            <ObjectTree objects={view.objects} shown={view.shown?.role ?? ""} onShow={engine.show} />
            {view.shown !== null && (tab === "objects" ? <ObjectView shown={view.shown} /> : <ChangesList changes={view.shown.changes} />)}
          </>
        )}
      </div>
    </>
  );
}

/** Arrow keys go from tab to tab. */
function moveBetweenTabs(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const next = all[(all.indexOf(document.activeElement as HTMLElement) + step + all.length) % all.length];
  next?.focus();
  next?.click();
}
