import { paths } from "../../src/cluster/cluster-path.ts";
import type { Field } from "../../src/form/field.ts";
import { useSay } from "../i18n/messages.ts";
import { FieldInput } from "./field-input.tsx";
import { plainField } from "./plain-field.ts";

/** What every Cluster has, whatever its class: its name, its network, and the size of its control plane. */
export function ClusterGroup() {
  const say = useSay();
  const textItem: Field = plainField("", "text");
  return (
    <details class="group" open>
      <summary>{say("cluster")}</summary>
      <div class="columns">
        <FieldInput field={plainField(say("name"), "text", { required: true })} path={paths.name} />
        <FieldInput field={plainField(say("namespace"), "text")} path={paths.namespace} />
        <FieldInput field={plainField(`${say("controlPlane")}: ${say("machines")}`, "integer")} path={paths.controlPlaneReplicas} />
        <FieldInput field={plainField(say("serviceDomain"), "text")} path={paths.serviceDomain} />
      </div>
      <FieldInput field={plainField(say("podBlocks"), "list", { item: textItem })} path={paths.podBlocks} />
      <FieldInput field={plainField(say("serviceBlocks"), "list", { item: textItem })} path={paths.serviceBlocks} />
    </details>
  );
}
