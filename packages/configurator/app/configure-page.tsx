import { useMemo } from "preact/hooks";
import type { ProviderData, UnitData } from "../src/catalog-data.ts";
import { readSharedState } from "../src/share/shared-state.ts";
import { Configurator } from "./configurator.tsx";
import { prepareWorker } from "./engine-workers.ts";
import { fetchFacts, fetchUnit, useLoaded } from "./load.ts";
import { LoadedPart } from "./loaded-part.tsx";

interface Opened {
  data: UnitData;
  facts: ProviderData | undefined;
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

function OpenedUnit({ data, facts, text, badLink }: Opened) {
  const handed = useMemo(() => ({ data: { className: data.className, manifests: data.manifests }, facts }), [data, facts]);
  return <Configurator data={data} unit={handed} start={text} badLink={badLink} onText={(now) => lastTexts.set(data.release, now)} />;
}

async function open(unit: string, version: string, shared: string | undefined): Promise<Opened> {
  prepareWorker();
  const data = await fetchUnit({ unit, version });
  const [facts, state] = await Promise.all([fetchFacts(data), shared === undefined ? undefined : readSharedState(shared)]);
  return {
    data,
    facts,
    text: state?.cluster ?? lastTexts.get(data.release) ?? data.sample,
    badLink: shared !== undefined && state === undefined,
  };
}
