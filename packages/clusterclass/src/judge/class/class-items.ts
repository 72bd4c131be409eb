import type { ClusterClassSpec, TemplateReference } from "../../api/cluster-class.ts";
import type { JsonObject } from "../../api/json.ts";
import { asJson, type KubernetesObject, templateKey } from "../../api/objects.ts";
import type { Holder, PatchItem } from "../../patches/patch-item.ts";

/** A template of a class as patches meet it, without a Cluster: `variables` has the builtin ones only. */
export interface ClassItem extends PatchItem {
  /** Kind and name of the template, for messages. */
  subject: string;
  reference: TemplateReference;
}

/**
 * The templates of a class, each once for every place that it is used in, with builtin variables of an imagined Cluster of that Kubernetes
 * version. Templates that are not there are left out.
 */
export function classItems(spec: ClusterClassSpec, templates: ReadonlyMap<string, KubernetesObject>, version: string): ClassItem[] {
  const { infrastructure, controlPlane, workers } = spec;
  const cluster = clusterBuiltin(version);
  const add = (role: string, holder: Holder, reference: TemplateReference, builtin: JsonObject, className?: string): ClassItem[] => {
    const template = templates.get(templateKey(reference));
    if (template === undefined) return [];
    const variables = { builtin: { cluster, ...builtin } };
    const subject = `${reference.kind}/${reference.name}`;
    return [{ role, holder, template: asJson(template), variables, subject, reference, ...(className === undefined ? {} : { className }) }];
  };
  const ofControlPlane = {
    controlPlane: { version, name: "imagined", replicas: 3, metadata, machineTemplate: { infrastructureRef: { name: "imagined" } } },
  };
  const machines = controlPlane.machineInfrastructure;
  const groups = [
    { holder: "machineDeployment", classes: workers?.machineDeployments ?? [] },
    { holder: "machinePool", classes: workers?.machinePools ?? [] },
  ] as const;
  return [
    ...add("infrastructureCluster", "infrastructureCluster", infrastructure.templateRef, {}),
    ...add("controlPlane", "controlPlane", controlPlane.templateRef, ofControlPlane),
    ...(machines === undefined ? [] : add("controlPlaneMachineTemplate", "controlPlaneMachine", machines.templateRef, ofControlPlane)),
    ...groups.flatMap(({ holder, classes }) =>
      classes.flatMap(({ class: name, bootstrap, infrastructure: machine }) => {
        const builtin = { [holder]: workerBuiltin(name, version) };
        return [
          ...add(`${holder}/${name}/bootstrap`, holder, bootstrap.templateRef, builtin, name),
          ...add(`${holder}/${name}/infrastructure`, holder, machine.templateRef, builtin, name),
        ];
      }),
    ),
  ];
}

const metadata: JsonObject = { labels: { "cluster.x-k8s.io/cluster-name": "imagined" } };

function clusterBuiltin(version: string): JsonObject {
  const network = { serviceDomain: "cluster.local", services: ["10.128.0.0/12"], pods: ["192.168.0.0/16"] };
  const classRef = { name: "imagined", namespace: "default" };
  const topology = { version, classRef, class: "imagined", classNamespace: "default" };
  return { name: "imagined", namespace: "default", uid: "00000000-0000-4000-8000-000000000000", metadata, topology, network };
}

function workerBuiltin(className: string, version: string): JsonObject {
  const [bootstrap, infrastructureRef] = [{ configRef: { name: "imagined" } }, { name: "imagined" }];
  return { version, metadata, class: className, name: "imagined", topologyName: "imagined", replicas: 3, bootstrap, infrastructureRef };
}
