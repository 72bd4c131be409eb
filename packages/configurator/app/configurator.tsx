import { asJson } from "@cstack/clusterclass";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { UnitData } from "../src/catalog-data.ts";
import type { HandedUnit } from "../src/engine/messages.ts";
import { viewOfCluster } from "../src/engine/view-of-cluster.ts";
import { formOf } from "../src/form/form.ts";
import { EditorPanel } from "./editor/editor-panel.tsx";
import { FormContext } from "./form/form-context.ts";
import { FormPanel } from "./form/form-panel.tsx";
import { useSay } from "./i18n/messages.ts";
import { PlanPanel } from "./plan/plan-panel.tsx";
import { Status } from "./status.tsx";
import { UseActions } from "./use-actions.tsx";
import { type Engine, useEngine } from "./use-engine.ts";

interface Props {
  data: UnitData;
  unit: Promise<HandedUnit>;
  start: string;
  badLink: boolean;
  /** Told of every text that the Cluster has. */
  onText: (text: string) => void;
}

/** Form, YAML and plan of one Cluster, side by side; each follows the others. */
export function Configurator({ data, unit, start, badLink, onText }: Props) {
  const say = useSay();
  const engine = useEngine(unit, start, start === data.sample ? viewOfCluster(asJson(data.sampleCluster)) : undefined);
  useEffect(() => onText(engine.text), [onText, engine.text]);
  const groups = useMemo(() => formOf(data), [data]);
  const [editing, setEditing] = useState(false);
  return (
    <div class="configurator">
      <header class="unit-head">
        <div>
          <h1>{data.unit}</h1>
          <p class="note">
            {data.provider.title} · {data.stack.title} · Kubernetes {data.kubernetes.version} · {data.version}
          </p>
        </div>
        <Status engine={engine} />
        <UseActions data={data} engine={engine} />
      </header>
      {badLink && <p class="note bad">{say("badLink")}</p>}
      <FormContext value={formValue(engine)}>
        <section class="panel form-panel" aria-label={say("settings", { n: data.variables.length })}>
          <FormPanel data={data} groups={groups} />
        </section>
      </FormContext>
      <section
        class="panel yaml-panel"
        aria-label={say("yaml")}
        onFocusCapture={() => setEditing(true)}
        onBlurCapture={() => setEditing(false)}
      >
        <EditorPanel text={engine.text} findings={engine.view?.findings ?? []} editing={editing} onWrite={engine.write} />
      </section>
      <section class="panel plan-panel" aria-label={say("plan")}>
        <PlanPanel engine={engine} data={data} />
      </section>
    </div>
  );
}

function formValue({ view, edit }: Engine) {
  const { cluster = null, findings = [], variables = {}, idle = {} } = view ?? {};
  return { cluster, findings, variables, idle, edit };
}
