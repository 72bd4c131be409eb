import { installCommands } from "../../src/catalog/install-commands.ts";
import type { CatalogIndex, UnitData } from "../../src/catalog-data.ts";
import { routeText, type UnitVersion } from "../../src/share/route.ts";
import { useSay } from "../i18n/messages.ts";
import { fetchIndex, fetchUnit, useLoaded } from "../load.ts";
import { LoadedPart } from "../loaded-part.tsx";
import { Prose } from "../prose.tsx";
import { CompareChooser } from "./compare-chooser.tsx";
import { AddonsPart, FeaturesPart, HistoryPart, ImagesPart, VariablesPart } from "./unit-parts.tsx";

/** Everything about one version of one unit. */
export function UnitPage(chosen: UnitVersion) {
  const loaded = useLoaded(`${chosen.unit}/${chosen.version}`, async () => ({ data: await fetchUnit(chosen), index: await fetchIndex() }));
  return <LoadedPart of={loaded}>{({ data, index }) => <Unit data={data} index={index} />}</LoadedPart>;
}

function Unit({ data, index }: { data: UnitData; index: CatalogIndex }) {
  const say = useSay();
  const { unit, version, provider, stack, kubernetes, state } = data;
  return (
    <article class="unit">
      <header class="unit-head">
        <div>
          <h1>{unit}</h1>
          <p class="note">
            {provider.title} · {stack.title} · Kubernetes {kubernetes.version} · {version} · {say("until", { date: kubernetes.endOfLife })}
            {state === "candidate" && <span class="badge">{say("candidate")}</span>}
          </p>
        </div>
        <a class="button primary" href={routeText({ page: "configure", unit, version })}>
          {say("configure")}
        </a>
        <CompareChooser left={{ unit, version }} index={index} />
      </header>
      <Prose text={[stack.docs, provider.docs].filter(Boolean).join("\n\n")} />
      <InstallPart data={data} />
      <AddonsPart addons={data.addons} />
      <VariablesPart variables={data.variables} />
      <FeaturesPart features={data.features} />
      <ImagesPart images={data.images} />
      <HistoryPart history={data.history} />
    </article>
  );
}

const titles = { operator: "Cluster Stack Operator", kubectl: "kubectl", flux: "Flux", caaph: "CAAPH" } as const;

function InstallPart({ data }: { data: UnitData }) {
  const say = useSay();
  return (
    <section aria-labelledby="install">
      <h2 id="install">{say("install")}</h2>
      {data.artifacts === null && <p class="note">{say("noRelease")}</p>}
      {installCommands(data).map(({ way, lines }) => (
        <details key={way} class="group" open={way === "operator"}>
          <summary>{way === "verify" ? say("verify") : titles[way]}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard */}
          <pre class="commands" tabIndex={0}>
            {lines.join("\n")}
          </pre>
        </details>
      ))}
    </section>
  );
}
