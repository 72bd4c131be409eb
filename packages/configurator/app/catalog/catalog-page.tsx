import { useMemo, useState } from "preact/hooks";
import { type CatalogFilter, choicesOf, filterUnits, noFilter, supportOf } from "../../src/catalog/filter-units.ts";
import type { CatalogIndex } from "../../src/catalog-data.ts";
import { routeText } from "../../src/share/route.ts";
import { useSay } from "../i18n/messages.ts";
import { fetchIndex, useLoaded } from "../load.ts";
import { LoadedPart } from "../loaded-part.tsx";

/** Everything there is to choose from. */
export function CatalogPage() {
  const index = useLoaded("index", fetchIndex);
  return <LoadedPart of={index}>{(value) => <Catalog index={value} />}</LoadedPart>;
}

function Catalog({ index }: { index: CatalogIndex }) {
  const say = useSay();
  const [filter, setFilter] = useState<CatalogFilter>(noFilter);
  const today = useMemo(() => new Date().toISOString().slice(0, 10), []);
  const shown = filterUnits(index.units, filter, today);
  const choices = useMemo(() => choicesOf(index.units, today), [index, today]);
  const choose = (name: keyof typeof choices) => (
    <label class="stacked">
      {say(name)}
      <select value={filter[name]} onChange={({ currentTarget }) => setFilter({ ...filter, [name]: currentTarget.value })}>
        <option value="">{say("all")}</option>
        {choices[name].map((value) => (
          <option key={value} value={value}>
            {name === "support" ? say(value as ReturnType<typeof supportOf>) : value}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="catalog">
      <h1>{say("title")}</h1>
      <search class="filter">
        <label class="stacked wide">
          {say("search")}
          <input type="search" value={filter.text} onInput={({ currentTarget }) => setFilter({ ...filter, text: currentTarget.value })} />
        </label>
        {choose("provider")}
        {choose("stack")}
        {choose("minor")}
        {choose("feature")}
        {choose("support")}
      </search>
      <p role="status" class="note">
        {say("units", { n: shown.length })}
      </p>
      {shown.length === 0 && <p class="note">{say("nothing")}</p>}
      <ul class="cards">
        {shown.map((unit) => (
          <UnitCard key={unit.unit} unit={unit} today={today} />
        ))}
      </ul>
    </div>
  );
}

function UnitCard({ unit, today }: { unit: CatalogIndex["units"][number]; today: string }) {
  const say = useSay();
  const [version] = Object.keys(unit.documents);
  const support = supportOf(unit, today);
  const isCandidate = version !== undefined && version === unit.candidate;
  return (
    <li class="card">
      <h2>{unit.unit}</h2>
      <p class="note">
        {unit.title?.provider ?? unit.provider} · {unit.title?.stack ?? unit.stack}
      </p>
      <p>
        Kubernetes {unit.kubernetes ?? unit.minor} · {version ?? "–"}
      </p>
      <p class="row">
        <span class={`badge ${support}`}>{say(support)}</span>{" "}
        {unit.endOfLife !== undefined && <span class="faint">{say("until", { date: unit.endOfLife })}</span>}
        {isCandidate && <span class="badge">{say("candidate")}</span>}
      </p>
      {version !== undefined && (
        <p class="row">
          <a class="button primary" href={routeText({ page: "configure", unit: unit.unit, version })}>
            {say("configure")} <span class="sr">{unit.unit}</span>
          </a>
          <a class="button" href={routeText({ page: "unit", unit: unit.unit, version })}>
            {say("details")} <span class="sr">{unit.unit}</span>
          </a>
        </p>
      )}
    </li>
  );
}
