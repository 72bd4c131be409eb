import { useMemo } from "preact/hooks";
import type { UnitData } from "../src/catalog-data.ts";
import type { HandedUnit } from "../src/engine/messages.ts";
import { readSharedState } from "../src/share/shared-state.ts";
import { Configurator } from "./configurator.tsx";
import { prepareWorker } from "./engine-workers.ts";
import { fetchFacts, fetchUnit, useLoaded } from "./load.ts";
import { Failed, LoadedPart } from "./loaded-part.tsx";

interface Opened {
  data: UnitData;
  /** The Cluster of the link, else the sample. */
  text: string;
  badLink: boolean;
}

/** What was on the page last, for the time after the catalog behind it changed. */
const lastTexts = new Map<string, string>();

/** Loads a unit, and the Cluster that a link holds, or that was here before. */
export function ConfigurePage({ unit, version, shared }: { unit: string; version: string; shared?: string }) {
  const opened = useLoaded(`${unit}/${version}/${shared ?? ""}`, () => open(unit, version, shared));
  return <LoadedPart of={opened}>{(value) => <OpenedUnit {...value} />}</LoadedPart>;
}

function OpenedUnit({ data, text, badLink }: Opened) {
  const handed = useMemo(() => handOver(data), [data]);
  const judged = useLoaded(`engine ${data.release}`, () => handed);
  return (
    <>
      {judged.state === "failed" && <Failed reason={judged.reason} />}
      <Configurator data={data} unit={handed} start={text} badLink={badLink} onText={(now) => lastTexts.set(data.release, now)} />
    </>
  );
}

async function open(unit: string, version: string, shared: string | undefined): Promise<Opened> {
  prepareWorker();
  const data = await fetchUnit({ unit, version });
  const state = shared === undefined ? undefined : await readSharedState(shared);
  return {
    data,
    text: state?.cluster ?? lastTexts.get(data.release) ?? data.sample,
    badLink: shared !== undefined && state === undefined,
  };
}

/** The unit for the engine; the form need not wait for what plans are judged by. */
async function handOver(data: UnitData): Promise<HandedUnit> {
  const { className, manifests } = data;
  return { data: { className, manifests }, facts: await fetchFacts(data) };
}
