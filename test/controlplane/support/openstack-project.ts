import { type JsonObject, type KubernetesObject, planCluster } from "@cstack/clusterclass";
import { type RenderedUnit, sampleWith } from "@cstack/generator";
import { FakeCloud } from "../../fakes/openstack/fake-cloud.ts";
import { addFloatingIp } from "../../fakes/openstack/neutron-floating-ips.ts";
import { addNetwork, addSubnet } from "../../fakes/openstack/neutron-networks.ts";
import { addPort } from "../../fakes/openstack/neutron-ports.ts";
import { addInterface, addRouter } from "../../fakes/openstack/neutron-routers.ts";
import { eventually, type ManagementCluster } from "./management-cluster.ts";
import type { ManagementTools } from "./management-tools.ts";
import { clusterKind, connectWithNamespace, deleteClusters, dissolve, inNamespace, installClass } from "./stack-under-test.ts";

/** The kinds that CAPO reconciles for the class. */
export const infrastructureApi = "infrastructure.cluster.x-k8s.io/v1beta1";

/** A Cluster of a unit, and the cloud that only it uses. */
export interface CloudTrial {
  name: string;
  cloud: FakeCloud;
  cluster: KubernetesObject;
  /** What was in the cloud before. */
  before: Record<string, number>;
}

/** Prepares a project for a Cluster; the variables of the Cluster. */
export type Preparation = (cloud: FakeCloud) => JsonObject;

/** A project in which machines of a unit can be made: it has the flavors, the node image and the key that the tests name, and nothing else. */
export async function startProject({ unit }: RenderedUnit): Promise<FakeCloud> {
  const cloud = await FakeCloud.start();
  const { state } = cloud;
  state.flavors.add({ name: "SCS-2V-4", vcpus: 2, ram: 4096, disk: 0 });
  state.flavors.add({ name: "SCS-4V-8", vcpus: 4, ram: 8192, disk: 0 });
  state.flavors.add({ name: "SCS-2V-4-20s", vcpus: 2, ram: 4096, disk: 20 });
  state.images.add({ name: `ubuntu-capi-image-v${unit.kubernetes.version}`, status: "active" });
  state.serverGroups.add({ name: "apart", policy: "anti-affinity", members: [] });
  state.serverGroups.add({ name: "spread", policy: "soft-anti-affinity", members: [] });
  state.keypairs.push("my-key");
  state.volumeTypes.push("ssd");
  return cloud;
}

/** The Clusters of one file of tests, each with a cloud of its own. */
export interface CloudTrials {
  management: ManagementCluster;
  of(name: string): CloudTrial;
  /** Deletes all Clusters, which CAPO ends by asking for what it has made; throws where it does not come to an end. */
  deleteClusters(): Promise<void>;
  /** Removes the namespace, whatever is left in it, and ends the clouds and the connection. */
  end(): Promise<void>;
}

/** Installs the class of a unit in a new namespace, with a Cluster and a project for each preparation. */
export async function startTrials(
  tools: ManagementTools,
  rendered: RenderedUnit,
  namespace: string,
  preparations: Readonly<Record<string, Preparation>>,
): Promise<CloudTrials> {
  const management = await connectWithNamespace(tools, namespace);
  await installClass(management, inNamespace(sampleWith(rendered, {}), namespace));
  const started = Object.entries(preparations).map(([name, prepare]) => startTrial(management, rendered, namespace, name, prepare));
  const trials = new Map((await Promise.all(started)).map((trial) => [trial.name, trial]));
  return {
    management,
    of: (name) => trials.get(name)!,
    async deleteClusters() {
      if (!(await deleteClusters(management, namespace, 150_000))) throw new Error("Clusters are still being deleted");
    },
    async end() {
      await dissolve(management, namespace, infrastructureApi);
      for (const { cloud } of trials.values()) await cloud.close();
      management.close();
    },
  };
}

async function startTrial(
  management: ManagementCluster,
  rendered: RenderedUnit,
  namespace: string,
  name: string,
  prepare: Preparation,
): Promise<CloudTrial> {
  const cloud = await startProject(rendered);
  const variables = prepare(cloud);
  const secret = credentialsOf(cloud, name, namespace);
  const [sample] = sampleWith(rendered, { ...variables, identityRef: { name, cloudName: "project" } }).clusters;
  const cluster = withoutWorkers({ ...sample!, metadata: { ...sample!.metadata, name, namespace } });
  const before = cloud.state.census();
  for (const object of [secret, cluster]) {
    const refusal = await management.create(object);
    if (refusal !== undefined) throw new Error(`${name}: ${refusal.message}`);
  }
  return { name, cloud, cluster, before };
}

/** The Secret with the clouds.yaml that leads to a cloud. */
function credentialsOf(cloud: FakeCloud, name: string, namespace: string): KubernetesObject & { stringData: Record<string, string> } {
  const stringData = { "clouds.yaml": JSON.stringify(cloud.clouds("project")) };
  return { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, stringData };
}

/** Workers join a control plane, which there is none of before a machine has booted. */
function withoutWorkers(cluster: KubernetesObject): KubernetesObject {
  const { topology } = cluster.spec as { topology: { workers: { machineDeployments: JsonObject[] } } };
  const machineDeployments = topology.workers.machineDeployments.map((pool) => ({ ...pool, replicas: 0 }));
  return { ...cluster, spec: { ...cluster.spec, topology: { ...topology, workers: { machineDeployments } } } };
}

/** A network that the project had before, and the address that kube-vip announces in it. */
export const existing = { name: "shared", cidr: "10.9.0.0/24", virtualIp: "10.9.0.10" };

/** Adds a network with a subnet and a router to the external network. */
export function addExistingNetwork({ state }: FakeCloud): void {
  const network = addNetwork(state, { name: existing.name });
  const subnet = addSubnet(state, network.id, existing.cidr, { name: existing.name });
  const router = addRouter(state, { name: existing.name, external_gateway_info: { network_id: publicNetwork(state) } });
  addInterface(state, router.id, subnet.id);
}

/** Reserves the virtual IP of kube-vip by a port, and leads a floating IP there, as the steps of the provider do; the floating IP's address. */
export function reserveVirtualIp({ state }: FakeCloud): string {
  const network_id = state.networks.named(existing.name)?.id ?? "";
  const fixed_ips = [{ ip_address: existing.virtualIp }];
  const port = addPort(state, { name: "kube-vip", network_id, fixed_ips, security_groups: [] });
  return addFloatingIp(state, { floating_network_id: publicNetwork(state), port_id: port.id }).floating_ip_address;
}

function publicNetwork(state: FakeCloud["state"]): string {
  return state.networks.named("public")?.id ?? "";
}

/** Waits until something is so in a cloud; fails with what the cloud was asked last. */
export async function until<T>({ name, cloud }: CloudTrial, look: () => T | undefined | false): Promise<T> {
  const seen = await eventually(90_000, async () => look() || undefined, 200);
  if (seen !== undefined) return seen;
  const last = cloud.requests.slice(-5).map(({ method, path, status }) => `${method} ${path} ${status}`);
  throw new Error(`${name}: not seen after: ${last.join(", ")}; unexpected: ${cloud.unexpected.join(", ")}`);
}

/**
 * Makes a single machine of the template that is planned for the workers of a Cluster, with user data that is given instead of waiting for a
 * control plane that has booted.
 */
export async function addWorker(
  management: ManagementCluster,
  rendered: RenderedUnit,
  { name, cluster }: CloudTrial,
  { failureDomain, userData }: { failureDomain: string; userData: string },
): Promise<void> {
  const namespace = cluster.metadata.namespace!;
  const ofClass = inNamespace(sampleWith(rendered, {}), namespace);
  const { objects } = planCluster({ ...ofClass, clusters: [cluster], crds: [], converted: [] });
  const planned = objects.find(({ role }) => role === "machineDeployment/default-worker/infrastructure")!.object;
  const { spec } = (planned["spec"] as { template: { spec: JsonObject } }).template;
  const metadata = { name: `${name}-worker`, namespace, labels: { "cluster.x-k8s.io/cluster-name": name } };
  const apiVersion = planned["apiVersion"] as string;
  const kind = (planned["kind"] as string).replace(/Template$/, "");
  const [apiGroup = ""] = apiVersion.split("/");
  const machine = {
    clusterName: name,
    version: `v${rendered.unit.kubernetes.version}`,
    failureDomain,
    bootstrap: { dataSecretName: metadata.name },
    infrastructureRef: { apiGroup, kind, name: metadata.name },
  };
  for (const object of [
    { apiVersion: "v1", kind: "Secret", metadata, stringData: { value: userData } },
    { apiVersion, kind, metadata, spec },
    { apiVersion: clusterKind.apiVersion, kind: "Machine", metadata, spec: machine },
  ] satisfies (KubernetesObject & { stringData?: object })[]) {
    const refusal = await management.create(object);
    if (refusal !== undefined) throw new Error(refusal.message);
  }
}
