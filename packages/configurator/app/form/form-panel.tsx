import { useMemo, useState } from "preact/hooks";
import type { UnitData } from "../../src/catalog-data.ts";
import { variablesPath } from "../../src/cluster/cluster-path.ts";
import { namesAt } from "../../src/cluster/pools.ts";
import { type FormFilter, type FormGroup, filterForm } from "../../src/form/form.ts";
import { useSay } from "../i18n/messages.ts";
import { ClusterGroup } from "./cluster-group.tsx";
import { FindingsList } from "./field-frame.tsx";
import { useForm } from "./form-context.ts";
import { GroupSection } from "./group-section.tsx";
import { PoolsGroup } from "./pools-group.tsx";

/** The form: the Cluster itself, its pools, and the variables of the class in groups. */
export function FormPanel({ data, groups }: { data: UnitData; groups: readonly FormGroup[] }) {
  const say = useSay();
  const { cluster, findings, idle } = useForm();
  const [filter, setFilter] = useState<FormFilter>({ text: "", onlySet: false, withIdle: false });
  const set = useMemo(() => new Set(namesAt(cluster, variablesPath("cluster"))), [cluster]);
  const shown = useMemo(() => filterForm(groups, filter, set, new Set(Object.keys(idle))), [groups, filter, set, idle]);
  const general = findings.filter(({ field }) => field === "");
  return (
    <>
      <h2 class="sr">{say("settings", { n: data.variables.length })}</h2>
      <Filter filter={filter} onChange={setFilter} />
      <FindingsList findings={general} />
      {cluster === null && <p class="note bad">{say("notYaml")}</p>}
      <fieldset class="plain" disabled={cluster === null}>
        {filter.text === "" && !filter.onlySet && (
          <>
            <ClusterGroup />
            <PoolsGroup data={data} groups={groups} />
          </>
        )}
        {shown.map((group) => (
          <GroupSection key={group.id} group={group} set={set} open={filter.text !== "" || filter.onlySet} />
        ))}
        {shown.length === 0 && <p class="note">{say("nothing")}</p>}
      </fieldset>
    </>
  );
}

function Filter({ filter, onChange }: { filter: FormFilter; onChange: (filter: FormFilter) => void }) {
  const say = useSay();
  const tick = (name: "onlySet" | "withIdle") => (
    <label class="tick">
      <input
        type="checkbox"
        checked={filter[name]}
        onChange={({ currentTarget }) => onChange({ ...filter, [name]: currentTarget.checked })}
      />
      {say(name)}
    </label>
  );
  return (
    <search class="filter">
      <input
        type="search"
        aria-label={say("filter")}
        placeholder={say("filter")}
        value={filter.text}
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
      {tick("onlySet")}
      {tick("withIdle")}
    </search>
  );
}
