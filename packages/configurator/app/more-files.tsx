import { useState } from "preact/hooks";
import type { UnitData } from "../src/catalog-data.ts";
import type { DeliveredManifests } from "../src/engine/delivered-manifests.ts";
import { type Say, useSay } from "./i18n/messages.ts";
import { fetchDelivery } from "./load.ts";
import { saveText } from "./save-text.ts";
import type { Engine } from "./use-engine.ts";

/** A file beside the Cluster, which is made when somebody wants it. */
interface MoreFile {
  name: string;
  about: string;
  make: (repository: string) => Promise<DeliveredManifests>;
}

/** Files beside the Cluster: what makes the operator install the unit, what delivers addons without it, and the plan as data. */
export function MoreFiles({ data, engine }: { data: UnitData; engine: Engine }) {
  const say = useSay();
  const [repository, setRepository] = useState("");
  const [said, setSaid] = useState<{ problems: string[]; done: string }>({ problems: [], done: "" });
  const use = async (file: MoreFile, take: (text: string) => Promise<void> | void): Promise<void> => {
    try {
      const { text, problems } = await file.make(repository.trim());
      if (text !== undefined) await take(text);
      setSaid({ problems, done: text === undefined ? "" : file.name });
    } catch (error) {
      // The catalog, or the browser's clipboard, would not.
      setSaid({ problems: [say("failed", { reason: error instanceof Error ? error.message : String(error) })], done: "" });
    }
  };
  return (
    <details class="more-files">
      <summary class="button">{say("downloadMore")}</summary>
      <div class="menu">
        <ul>
          {filesOf(data, engine, say).map((file) => (
            <li key={file.name}>
              <code>{file.name}</code>
              <span class="faint">{file.about}</span>
              <button
                type="button"
                aria-label={`${say("download")} ${file.name}`}
                onClick={() => void use(file, (text) => saveText(file.name, text))}
              >
                {say("download")}
              </button>
              <button
                type="button"
                aria-label={`${say("copy")} ${file.name}`}
                onClick={() => void use(file, (text) => navigator.clipboard.writeText(text))}
              >
                {say("copy")}
              </button>
            </li>
          ))}
        </ul>
        {data.files.delivery !== undefined && (
          <label class="stacked">
            {say("chartRepository")}
            <input
              value={repository}
              spellcheck={false}
              placeholder="oci://registry.example.com/charts"
              onInput={({ currentTarget }) => setRepository(currentTarget.value)}
            />
          </label>
        )}
        <div role="status">
          {said.done !== "" && <p class="note good">{say("made", { name: said.done })}</p>}
          {said.problems.map((problem) => (
            <p key={problem} class={`note ${said.done === "" ? "bad" : ""}`}>
              {problem}
            </p>
          ))}
        </div>
      </div>
    </details>
  );
}

function filesOf(data: UnitData, engine: Engine, say: Say): MoreFile[] {
  const { clusterStack } = data;
  const operator: MoreFile[] =
    clusterStack === undefined
      ? []
      : [{ name: "clusterstack.yaml", about: say("aboutClusterStack"), make: async () => ({ text: clusterStack, problems: [] }) }];
  const delivered = (["flux", "caaph"] as const).map(
    (delivery): MoreFile => ({
      name: `addons-${delivery}.yaml`,
      about: say(delivery === "flux" ? "aboutFlux" : "aboutCaaph"),
      make: async (repository) => {
        const unit = await fetchDelivery(data);
        return unit === undefined ? { problems: [] } : engine.deliver({ unit, delivery, repository });
      },
    }),
  );
  const plan: MoreFile = {
    name: "plan.json",
    about: say("aboutPlan"),
    make: async () => ({ text: `${JSON.stringify(await engine.wholePlan(), undefined, 2)}\n`, problems: [] }),
  };
  return [...operator, ...(data.files.delivery === undefined ? [] : delivered), plan];
}
