import { useState } from "preact/hooks";
import type { UnitData } from "../../src/catalog-data.ts";
import { useSay } from "../i18n/messages.ts";
import type { Engine } from "../use-engine.ts";
import { findUnitOfCluster } from "./find-unit.ts";
import { RolloutView } from "./rollout-view.tsx";

interface Existing {
  name: string;
  className: string;
}

/** Compares with a Cluster that exists: what changes, and which machines are replaced. */
export function WhatIf({ engine, data }: { engine: Engine; data: UnitData }) {
  const say = useSay();
  const [draft, setDraft] = useState("");
  const [existing, setExisting] = useState<Existing>();
  const [problem, setProblem] = useState("");

  const compareWith = async (text: string, andEdit: boolean): Promise<void> => {
    const found = await findUnitOfCluster(text, data);
    if ("problem" in found) return setProblem(found.problem);
    setProblem("");
    setExisting(found);
    engine.compare({ text, unit: found.unit });
    if (andEdit) engine.write(text);
  };
  const stop = (): void => {
    setExisting(undefined);
    engine.compare(null);
  };
  if (existing !== undefined) {
    return (
      <>
        <p class="row">
          {say("comparingWith", { name: existing.name, className: existing.className })}
          <button type="button" class="link" onClick={stop}>
            {say("stopComparing")}
          </button>
        </p>
        {engine.view?.rollout ? <RolloutView rollout={engine.view.rollout} /> : <p class="note">{say("noObjects")}</p>}
      </>
    );
  }
  return (
    <div class="what-if">
      <p class="note">{say("existingHelp")}</p>
      <button type="button" onClick={() => void compareWith(engine.text, false)}>
        {say("takeThis")}
      </button>
      <label class="stacked">
        {say("existing")}
        <textarea rows={8} spellcheck={false} value={draft} onInput={({ currentTarget }) => setDraft(currentTarget.value)} />
      </label>
      <label class="stacked">
        {say("openFile")}
        <input
          type="file"
          accept=".yaml,.yml,.json"
          onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(setDraft)}
        />
      </label>
      <div class="row">
        <button type="button" disabled={draft.trim() === ""} onClick={() => void compareWith(draft, false)}>
          {say("useAsExisting")}
        </button>
        <button type="button" disabled={draft.trim() === ""} onClick={() => void compareWith(draft, true)}>
          {say("editExisting")}
        </button>
      </div>
      {problem !== "" && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
