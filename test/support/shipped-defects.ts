import type { JsonObject } from "@cstack/clusterclass";
import type { KubernetesManifest, RenderedUnit } from "@cstack/generator";

/** A defect that a published cluster stack had, put into a class of ours. */
export interface ShippedDefect {
  title: string;
  /** Where it was seen (SovereignCloudStack/cluster-stacks at a931cdb unless another commit is named). */
  seen: string;
  /** The lane that must catch it: without controllers where that is possible. */
  lane: "offline" | "controlplane";
  /** Changes the copy of a rendered class that it gets. */
  breakClass(parts: ClassParts): void;
  /** Variables of a Cluster that the defect shows with, where a Cluster is needed. */
  variables?: JsonObject;
  /** What the first line of the report says. */
  says: RegExp;
}

interface Patch {
  name: string;
  enabledIf?: string;
  definitions: { selector: object; jsonPatches: { op: string; path: string; value?: unknown; valueFrom?: object }[] }[];
}

/** The parts of a class that defects are put into. */
export interface ClassParts {
  variable(name: string): { required?: boolean; schema: { openAPIV3Schema: JsonObject } };
  patches: Patch[];
  patch(name: string): Patch;
  /** `spec.template.spec` of the template of a kind. */
  template(kind: string): JsonObject;
  healthChecks: { healthCheck?: unknown }[];
}

const defect = (lane: ShippedDefect["lane"], seen: string, title: string, rest: Omit<ShippedDefect, "lane" | "seen" | "title">) => ({
  lane,
  seen,
  title,
  ...rest,
});

const kubeadm = "/spec/template/spec/kubeadmConfigSpec";

export const shippedDefects: readonly ShippedDefect[] = [
  defect("offline", "openstack/scs2, oidcConfig", "a flag is appended to a list that the template does not have", {
    breakClass: ({ template }) => {
      const { clusterConfiguration } = template("KubeadmControlPlaneTemplate")["kubeadmConfigSpec"] as { clusterConfiguration: JsonObject };
      delete (clusterConfiguration["apiServer"] as JsonObject)["extraArgs"];
    },
    says: /apiServer\/extraArgs.*CC-J06/,
  }),
  defect("offline", "openstack/scs2, workerAdditionalBlockDevices", "required stands on the list, not on its items", {
    breakClass: ({ variable }) => {
      variable("dnsNameservers").schema.openAPIV3Schema["required"] = ["name"];
    },
    says: /openAPIV3Schema\.required.*CC-J12/,
  }),
  defect("offline", "openstack/scs2, apiserver_loadbalancer", "a choice has no enum, so that a typo means none", {
    breakClass: ({ variable }) => {
      delete variable("apiServerLoadBalancer").schema.openAPIV3Schema["enum"];
    },
    says: /CC-J13/,
  }),
  defect("offline", "openstack/scs at e719a22, kube-vip", "a feature replaces the files of all others", {
    breakClass: ({ patch }) => {
      const [operation] = patch("schedulerScoring").definitions[0]!.jsonPatches;
      Object.assign(operation!, { path: `${kubeadm}/files`, value: [operation!.value] });
    },
    says: /CC-J07/,
  }),
  defect("offline", "openstack/scs, workload_loadbalancer and restrict_kubeapi", "a variable drives nothing", {
    breakClass: ({ patches }) => {
      patches.splice(
        patches.findIndex(({ name }) => name === "networkMTU"),
        1,
      );
    },
    says: /networkMTU.*CC-J08/,
  }),
  defect("offline", "openstack/scs, k8s_version", "the image of machines has the version of the Cluster, not their own", {
    breakClass: ({ patch }) => {
      const [operation] = patch("workerImage").definitions[0]!.jsonPatches;
      const { template } = operation!.valueFrom as { template: string };
      operation!.valueFrom = { template: template.replace("builtin.machineDeployment.version", "builtin.cluster.topology.version") };
    },
    says: /CC-J16/,
  }),
  defect("offline", "docker/scs, imageRepository", "a variable is required although it has a default", {
    breakClass: ({ variable }) => {
      variable("networkMTU").required = true;
    },
    says: /CC-J15/,
  }),
  defect("offline", "all stacks", "no machine has a health check", {
    breakClass: ({ healthChecks }) => {
      for (const each of healthChecks) delete each.healthCheck;
    },
    says: /healthCheck.*CC-J18/,
  }),
  defect("controlplane", "openstack/scs at e719a22, mended by 0079d25", "replace stands where add should", {
    breakClass: ({ patch }) => {
      patch("networkMTU").definitions[0]!.jsonPatches[0]!.op = "replace";
    },
    variables: { networkMTU: 1450 },
    says: /^Cluster \S+: patch networkMTU failed because .*networkMTU/,
  }),
  defect("controlplane", "openstack/scs2, oidcConfig with an issuer", "a patch needs a value that the Cluster does not set", {
    breakClass: ({ patch }) => {
      const mtu = patch("networkMTU");
      mtu.enabledIf = "true";
      mtu.definitions[0]!.jsonPatches[0]!.valueFrom = { variable: "oidcConfig.clientID" };
    },
    says: /^Cluster \S+: patch networkMTU failed because variable oidcConfig(\.clientID)? is unset$/,
  }),
];

/** A rendered unit whose class has the defect; the unit itself stays as it is. */
export function withDefect(rendered: RenderedUnit, { breakClass }: ShippedDefect): RenderedUnit {
  const broken = structuredClone({ clusterClass: rendered.clusterClass, templates: rendered.templates });
  breakClass(partsOf(broken.clusterClass, broken.templates));
  return { ...rendered, ...broken };
}

function partsOf(clusterClass: KubernetesManifest, templates: readonly KubernetesManifest[]): ClassParts {
  const spec = clusterClass.spec as unknown as {
    variables: ({ name: string } & ReturnType<ClassParts["variable"]>)[];
    patches: Patch[];
    controlPlane: { healthCheck?: unknown };
    workers: { machineDeployments: { healthCheck?: unknown }[] };
  };
  const named = <T extends { name: string }>(list: readonly T[], name: string): T =>
    found(
      list.find((each) => each.name === name),
      name,
    );
  const template = (kind: string): JsonObject => {
    const { spec: own } = found(
      templates.find((each) => each.kind === kind),
      kind,
    ) as unknown as { spec: { template: { spec: JsonObject } } };
    return own.template.spec;
  };
  return {
    variable: (name) => named(spec.variables, name),
    patches: spec.patches,
    patch: (name) => named(spec.patches, name),
    template,
    healthChecks: [spec.controlPlane, ...spec.workers.machineDeployments],
  };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the class has no ${name}`);
  return value;
}
