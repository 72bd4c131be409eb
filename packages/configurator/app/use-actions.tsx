import { useState } from "preact/hooks";
import type { UnitData } from "../src/catalog-data.ts";
import { routeText } from "../src/share/route.ts";
import { longestLink, writeSharedState } from "../src/share/shared-state.ts";
import { useSay } from "./i18n/messages.ts";
import { saveText } from "./save-text.ts";
import type { Engine } from "./use-engine.ts";

/** What is done with a finished Cluster: a file, the clipboard, a link. */
export function UseActions({ data, engine }: { data: UnitData; engine: Engine }) {
  const say = useSay();
  const { text } = engine;
  const [said, setSaid] = useState("");
  const copy = async (content: string): Promise<void> => {
    await navigator.clipboard.writeText(content);
    setSaid(say("copied"));
  };
  const share = async (): Promise<void> => {
    const shared = await writeSharedState({ unit: data.unit, version: data.version, cluster: text });
    const link = new URL(routeText({ page: "configure", unit: data.unit, version: data.version, shared }), location.href).href;
    if (link.length > longestLink) return setSaid(say("tooLong"));
    history.replaceState(null, "", link);
    await copy(link);
  };
  return (
    <div class="actions">
      <button type="button" class="primary" onClick={() => saveText("cluster.yaml", text)}>
        {say("download")} cluster.yaml
      </button>
      <DownloadMore data={data} engine={engine} />
      <button type="button" onClick={() => void copy(text)}>
        {say("copy")}
      </button>
      <button type="button" onClick={() => void share()} title={say("shareNote")}>
        {say("share")}
      </button>
      <span role="status" class="faint">
        {said}
      </span>
    </div>
  );
}

/** Files beside the Cluster: what makes the operator install the unit, and the plan as data. */
function DownloadMore({ data, engine }: { data: UnitData; engine: Engine }) {
  const say = useSay();
  const download = async (name: string): Promise<void> => {
    if (name === "plan.json") saveText(name, `${JSON.stringify(await engine.wholePlan(), undefined, 2)}\n`);
    if (name === "clusterstack.yaml") saveText(name, data.clusterStack ?? "");
  };
  const names = ["plan.json", ...(data.clusterStack === undefined ? [] : ["clusterstack.yaml"])];
  return (
    <select class="short" aria-label={say("downloadMore")} value="" onChange={({ currentTarget }) => void download(currentTarget.value)}>
      <option value="">{say("downloadMore")}</option>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
