import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deliverAddons } from "@cstack/bundle";
import type { DeliveredCluster } from "@cstack/delivery";
import { managersOf, type RenderedUnit } from "@cstack/generator";
import { Kubectl } from "@cstack/smoke";
import { execa } from "execa";
import { parse, parseAllDocuments, stringify } from "yaml";
import type { FakeCloud } from "../../fakes/openstack/fake-cloud.ts";
import { addNetwork, addSubnet } from "../../fakes/openstack/neutron-networks.ts";
import { addPort } from "../../fakes/openstack/neutron-ports.ts";
import { addInterface, addRouter } from "../../fakes/openstack/neutron-routers.ts";
import type { Server } from "../../fakes/openstack/resources.ts";
import { checkout } from "../../support/repository.ts";
import { type RunningProgram, startProgram } from "../../support/running-program.ts";
import { findTool, skipped } from "../../support/tools.ts";
import type { ManagementTools } from "./management-tools.ts";

const program = "openstack-cloud-controller-manager";

/** The cloud controller manager and what reads its chart; undefined where one is missing, which is said. */
export function findCloudController(): { program: string; go: string; helm: string } | undefined {
  const [manager, go, helm] = [findTool(program), findTool("go"), findTool("helm")];
  if (manager !== undefined && go !== undefined && helm !== undefined) return { program: manager, go, helm };
  const missing = manager === undefined ? `${program} is not on the path` : "go, whose modules have its chart, or helm is not on the path";
  skipped("cloud controller manager", missing, `run \`npm run tools -- ${program}\``);
  return undefined;
}

/** The module of the manager, at the version that lanes build. */
export function moduleOfManager(): { program: string; module: string; version: string } {
  return managersOf(checkout()).programs.find((each) => each.program === program)!;
}

export interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec?: { template: { spec: { containers: { args: string[] }[] } } };
}

/** What Helm makes of a chart with values. */
export async function rendered(helm: string, chart: string, values: unknown): Promise<Manifest[]> {
  const { stdout } = await execa(helm, ["template", "release", chart, "--namespace", "kube-system", "--values", "-"], {
    input: stringify(values),
  });
  return parseAllDocuments(stdout).flatMap((document) => (document.toJS() as Manifest | null) ?? []);
}

/**
 * Upstream's own chart of the manager, which lies in its Go module, in a folder. It is read as it is; the library chart that it depends on, which
 * is in a registry, only writes labels, and is replaced by one that writes another one.
 */
export async function chartOfManager(go: string, folder: string): Promise<string> {
  const { module, version } = moduleOfManager();
  const { stdout } = await execa(go, ["mod", "download", "-json", `${module}@${version}`], { env: { GOWORK: "off" } });
  const chart = join(folder, program);
  cpSync(join((JSON.parse(stdout) as { Dir: string }).Dir, "charts", program), chart, { recursive: true, mode: 0 });
  await execa("chmod", ["-R", "u+w", chart]);
  const library = join(chart, "charts", "common");
  const { dependencies } = parse(readFileSync(join(chart, "Chart.yaml"), "utf8")) as { dependencies: { version: string }[] };
  mkdirSync(join(library, "templates"), { recursive: true });
  writeFileSync(
    join(library, "Chart.yaml"),
    stringify({ apiVersion: "v2", name: "common", version: dependencies[0]?.version, type: "library" }),
  );
  writeFileSync(join(library, "templates", "_labels.tpl"), '{{- define "common.labels.standard" -}}\nlabels: none\n{{- end -}}\n');
  return chart;
}

/** The values that the addon of a unit gives to the manager's chart for a Cluster with some variables. */
export function valuesOfAddon(of: RenderedUnit, name: string, variables: Record<string, unknown>): unknown {
  const object = {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: { name, namespace: "default" },
    spec: { topology: { variables: Object.entries(variables).map(([key, value]) => ({ name: key, value })) } },
  };
  const cluster: DeliveredCluster = { name, namespace: "default", object, infraCluster: undefined, variables };
  const addons = of.unit.addons.filter(({ addon }) => addon.data.chart.name === program);
  const { files, diagnostics } = deliverAddons({ ...of, unit: { ...of.unit, addons } }, cluster, "helm");
  if (files === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const [file = ""] = /\S+$/.exec(/^workload upgrade .*$/m.exec(files.texts.get("deliver.sh") ?? "")?.[0] ?? "") ?? [];
  return parse(files.texts.get(file) ?? "");
}

/** A server in a network that is connected to the external one, as the machines of a Cluster are. */
export function addNodeServer({ state }: FakeCloud, name: string): Server {
  const network = addNetwork(state, { name: "nodes" });
  const subnet = addSubnet(state, network.id, "10.8.0.0/20");
  const external = state.networks.named("public")?.id;
  const router = addRouter(state, { external_gateway_info: { network_id: external } });
  addInterface(state, router.id, subnet.id);
  const port = addPort(state, { network_id: network.id });
  const flavor = state.flavors.add({ name: "SCS-4V-8", vcpus: 4, ram: 8192, disk: 0 });
  const server = state.servers.add({
    name,
    status: "ACTIVE",
    flavor: { id: flavor.id },
    image: "",
    "OS-EXT-AZ:availability_zone": "zone-2",
    key_name: null,
    metadata: {},
    config_drive: "",
    user_data: "",
    scheduler_hints: {},
    ports: [port.id],
    volumes: [],
  });
  Object.assign(port, { device_id: server.id, device_owner: "compute:zone-2" });
  return server;
}

/** The objects of a cluster with one node that the manager does not know yet, and a Service that wants a load balancer. */
export function clusterObjects(namespace: string, { id, name }: Server): unknown[] {
  const taints = [{ key: "node.cloudprovider.kubernetes.io/uninitialized", value: "true", effect: "NoSchedule" }];
  const ready = { type: "Ready", status: "True", reason: "KubeletReady" };
  const node = { apiVersion: "v1", kind: "Node", metadata: { name }, spec: { providerID: `openstack:///${id}`, taints } };
  const ports = [{ name: "http", port: 80, targetPort: 8080 }];
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    { ...node, status: { conditions: [ready] } },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace },
      spec: { type: "LoadBalancer", ports, selector: { app: "web" } },
    },
  ];
}

/** Runs the manager with the arguments of its DaemonSet, besides those that suit a process in a lane. */
export function startCloudController(manager: string, { kubeconfig }: ManagementTools, args: readonly string[]): RunningProgram {
  // No port and no lease: another run on this machine, or the next test, would wait for them.
  return startProgram(manager, [...args, "--kubeconfig", kubeconfig, "--leader-elect=false", "--secure-port=0"]);
}

export function kubectlOf({ kubectl, kubeconfig }: ManagementTools): Kubectl {
  return new Kubectl({ program: kubectl, kubeconfig });
}
