import type { UnitData } from "../../src/catalog-data.ts";
import { poolPath } from "../../src/cluster/cluster-path.ts";
import { poolsOf, unusedPoolName, workerClassesOf } from "../../src/cluster/pools.ts";
import type { FormGroup } from "../../src/form/form.ts";
import { useSay } from "../i18n/messages.ts";
import { FieldInput } from "./field-input.tsx";
import { useForm } from "./form-context.ts";
import { OverridesInput } from "./overrides-input.tsx";
import { plainField } from "./plain-field.ts";

/** Pools of workers, and values that are others in one pool or in the control plane. */
export function PoolsGroup({ data, groups }: { data: UnitData; groups: readonly FormGroup[] }) {
  const say = useSay();
  const { cluster, edit } = useForm();
  const pools = poolsOf(cluster);
  const classes = workerClassesOf(data.manifests);
  const add = (): void => {
    const value = { class: classes[0] ?? "", name: unusedPoolName(pools), replicas: 1 };
    edit([{ path: poolPath(value.name), value }]);
  };
  return (
    <details class="group" open>
      <summary>{say("pools")}</summary>
      {pools.map((name) => (
        <Pool key={name} name={name} classes={classes} groups={groups} />
      ))}
      <button type="button" class="link" onClick={add}>
        {say("addPool")}
      </button>
      <h3>{say("controlPlane")}</h3>
      <OverridesInput place="controlPlane" groups={groups} />
    </details>
  );
}

function Pool({ name, classes, groups }: { name: string; classes: readonly string[]; groups: readonly FormGroup[] }) {
  const say = useSay();
  const { edit } = useForm();
  const path = poolPath(name);
  return (
    <fieldset class="pool" aria-label={say("pool", { name })}>
      <div class="row">
        <h3>{say("pool", { name })}</h3>
        <button type="button" class="link" onClick={() => edit([{ path, remove: true }])}>
          {say("remove")} <span class="sr">{name}</span>
        </button>
      </div>
      <div class="columns">
        <FieldInput field={plainField(say("machines"), "integer")} path={[...path, "replicas"]} />
        <FieldInput field={plainField(say("workerClass"), "choice", { options: [...classes], required: true })} path={[...path, "class"]} />
        <FieldInput field={plainField(say("failureDomain"), "text")} path={[...path, "failureDomain"]} />
      </div>
      <OverridesInput place={{ pool: name }} groups={groups} />
    </fieldset>
  );
}
