import { ProgramFailure } from "../process/program-failure.ts";
import type { ClusterObject, Kubectl } from "../programs/kubectl.ts";

/** What standards ask about a cluster, as far as it could be read; nothing in the cluster is changed. */
export interface ClusterFacts {
  /** As `v1.36.4`. */
  version: string;
  nodes: readonly ClusterObject[];
  storageClasses: readonly ClusterObject[];
  /** Flags of components that are pods of the cluster, by component; a control plane that somebody else runs shows none. */
  flags: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Configuration of kubelets by node; of those that answered. */
  kubelets: ReadonlyMap<string, KubeletConfiguration>;
  /** Whether a privileged pod would be refused where nothing else is said; undefined if that could not be asked. */
  refusesPrivilegedPods: boolean | undefined;
  /** Whether network policies are an API of the cluster; undefined if that could not be asked. */
  servesNetworkPolicies: boolean | undefined;
}

export interface KubeletConfiguration {
  readOnlyPort?: number;
  authentication?: { anonymous?: { enabled?: boolean } };
  authorization?: { mode?: string };
}

/** Components whose flags standards speak of. */
const components = ["kube-apiserver", "etcd"];

/** Reads what standards ask about. What the credentials do not allow, or the cluster does not show, is left out. */
export async function readClusterFacts(kubectl: Kubectl): Promise<ClusterFacts> {
  const { gitVersion } = JSON.parse(await kubectl.raw("/version")) as { gitVersion: string };
  const nodes = await kubectl.list("nodes");
  const [storageClasses, pods, kubelets, refusesPrivilegedPods, apis] = await Promise.all([
    kubectl.list("storageclasses"),
    kubectl.list("pods", "--namespace", "kube-system").catch(orElse<ClusterObject[]>([])),
    Promise.all(nodes.map(({ metadata }) => kubeletOf(kubectl, metadata.name))),
    refusesPrivileged(kubectl),
    kubectl.raw("/apis/networking.k8s.io/v1").catch(orElse(undefined)),
  ]);
  const known = kubelets.flatMap((configuration, index) =>
    configuration === undefined ? [] : [[nodes[index]!.metadata.name, configuration] as const],
  );
  return {
    version: gitVersion,
    nodes,
    storageClasses,
    flags: new Map(components.flatMap((component) => flagsOf(component, pods))),
    kubelets: new Map(known),
    refusesPrivilegedPods,
    servesNetworkPolicies: apis?.includes('"networkpolicies"'),
  };
}

async function kubeletOf(kubectl: Kubectl, node: string): Promise<KubeletConfiguration | undefined> {
  const answer = await kubectl.raw(`/api/v1/nodes/${node}/proxy/configz`).catch(orElse(""));
  return answer === "" ? undefined : (JSON.parse(answer) as { kubeletconfig: KubeletConfiguration }).kubeletconfig;
}

/** A dry run is admitted or refused as a real request is, and stores nothing. */
async function refusesPrivileged(kubectl: Kubectl): Promise<boolean | undefined> {
  const containers = [{ name: "probe", image: "registry.k8s.io/pause:3.10", securityContext: { privileged: true } }];
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { generateName: "cstack-check-", namespace: "default" }, spec: { containers } };
  try {
    await kubectl.run(["create", "--dry-run=server", "-f", "-"], JSON.stringify(pod));
    return false;
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    return /violates PodSecurity|denied|privileged/i.test(error.said) ? true : undefined;
  }
}

/** Flags of a component, where it is a pod: `--name=value`, and `--name` alone for true. */
function flagsOf(component: string, pods: readonly ClusterObject[]): [string, Map<string, string>][] {
  const pod = pods.find(({ metadata }) => metadata.labels?.["component"] === component);
  if (pod === undefined) return [];
  const containers = (pod.spec?.["containers"] ?? []) as { command?: string[]; args?: string[] }[];
  const words = containers.flatMap(({ command = [], args = [] }) => [...command, ...args]);
  const flags = words.flatMap((word) => {
    const [, name = "", value = "true"] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    return name === "" ? [] : [[name, value] as const];
  });
  return [[component, new Map(flags)]];
}

function orElse<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof ProgramFailure) return value;
    throw error;
  };
}
