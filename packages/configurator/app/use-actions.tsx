import { useState } from "preact/hooks";
import type { UnitData } from "../src/catalog-data.ts";
import { routeText } from "../src/share/route.ts";
import { longestLink, writeSharedState } from "../src/share/shared-state.ts";
import { useSay } from "./i18n/messages.ts";
import { MoreFiles } from "./more-files.tsx";
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
      <MoreFiles data={data} engine={engine} />
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
