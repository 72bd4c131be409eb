import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderUnit } from "@cstack/generator";
import type { ClusterObject } from "@cstack/smoke";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { FakeCloud } from "../fakes/openstack/fake-cloud.ts";
import type { Server } from "../fakes/openstack/resources.ts";
import { allUnits, bundleOf } from "../support/repository.ts";
import {
  addNodeServer,
  chartOfManager,
  clusterObjects,
  findCloudController,
  kubectlOf,
  type Manifest,
  moduleOfManager,
  rendered,
  startCloudController,
  valuesOfAddon,
} from "./support/cloud-controller.ts";
import { eventually } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";

/** The real cloud controller manager with the cloud.conf that a Cluster's choice becomes, before a cloud in this process. */
const tools = findManagementTools();
const found = tools === undefined ? undefined : findCloudController();
const unit = allUnits()
  .filter(({ id }) => id.startsWith("openstack-scs-"))
  .at(-1)!;
/** Of the namespace and the node; another one for each test, since namespaces end slowly or never where no controller ends them. */
let name = "";
let tests = 0;
let folder = "";
let cloud: FakeCloud;
let server: Server;
let stop: (() => Promise<unknown>) | undefined;

async function startCloud(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "cstack-ccm-"));
  tests += 1;
  name = `cstack-ccm-${process.pid}-${tests}`;
  cloud = await FakeCloud.start();
  server = addNodeServer(cloud, name);
  for (const object of clusterObjects(name, server)) await kubectlOf(tools!).run(["create", "-f", "-"], JSON.stringify(object));
}

async function endCloud(): Promise<void> {
  await stop?.();
  const released = JSON.stringify({ metadata: { finalizers: null } });
  await kubectlOf(tools!)
    .run(["patch", "service/web", "-n", name, "--type=merge", "-p", released])
    .catch(() => "it is gone");
  await kubectlOf(tools!).run(["delete", "services", "--all", "-n", name]);
  await kubectlOf(tools!).run(["delete", "--wait=false", `node/${name}`, `namespace/${name}`]);
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the manager with the arguments of its DaemonSet and waits until the Service has an address. */
async function serviceWith(cloudConf: string, args: readonly string[]): Promise<ClusterObject> {
  const path = join(folder, "cloud.conf");
  writeFileSync(path, cloudConf);
  const given = args.map((arg) => arg.replace("$(CLOUD_CONFIG)", path).replace("$(CLUSTER_NAME)", "prod"));
  const running = startCloudController(found!.program, tools!, given);
  stop = running.stop;
  const kubectl = kubectlOf(tools!);
  const service = await eventually(60_000, async () => {
    const [stored] = (await kubectl.list("services", "-n", name)) as [ClusterObject];
    return addressOf(stored) === undefined ? undefined : stored;
  });
  if (service === undefined) throw new Error(`no address: ${running.log().slice(-2000)}; unexpected: ${cloud.unexpected.join(", ")}`);
  return service;
}

/** What the kubelet puts on a node until a cloud controller manager knows it. */
const uninitialized = "node.cloudprovider.kubernetes.io/uninitialized";

function taintsOf({ spec }: ClusterObject): string[] {
  const { taints = [] } = (spec ?? {}) as { taints?: { key: string }[] };
  return taints.map(({ key }) => key);
}

function addressOf({ status }: ClusterObject): string | undefined {
  const { ingress } = (status?.["loadBalancer"] ?? {}) as { ingress?: { ip: string }[] };
  return ingress?.[0]?.ip;
}

function decoded(manifests: readonly Manifest[], secret: string, key: string): string {
  const data = manifests.find(({ kind, metadata }) => kind === "Secret" && metadata.name === secret)?.data;
  return Buffer.from(data?.[key] ?? "", "base64").toString("utf8");
}

const daemonArguments = [
  "--cloud-config=$(CLOUD_CONFIG)",
  "--cluster-name=$(CLUSTER_NAME)",
  "--cloud-provider=openstack",
  "--controllers=cloud-node,service",
];

it("the cloud controller manager that lanes build is the one that the addon runs", () => {
  const chosen = unit.addons.find(({ addon }) => addon.data.chart.name === moduleOfManager().program);
  expect(chosen?.version.app).toBe(moduleOfManager().version);
});

describe.skipIf(found === undefined)("the cloud controller manager", () => {
  beforeEach(startCloud);
  afterEach(endCloud);

  it("of the addon makes OVN load balancers where the Cluster says so, and knows its nodes", async () => {
    const { rendered: ofClass } = renderUnit(unit, { version: "v1" });
    const chart = await chartOfManager(found!.go, folder);
    const identityRef = { name: "openstack", cloudName: "project" };
    const manifests = await rendered(
      found!.helm,
      chart,
      valuesOfAddon(ofClass!, "prod", { workloadLoadBalancer: "octavia-ovn", identityRef }),
    );
    const args = manifests.find(({ kind }) => kind === "DaemonSet")?.spec?.template.spec.containers[0]?.args.slice(1) ?? [];
    writeFileSync(join(folder, "clouds.yaml"), stringify(cloud.clouds("project")));
    const conf = decoded(manifests, "openstack-ccm-cloud-config", "cloud.conf").replaceAll("/etc/openstack", folder);
    const before = cloud.state.census();
    const service = await serviceWith(conf, args);
    expect(cloud.state.loadBalancers.all()).toMatchObject([{ provider: "ovn", name: `kube_service_prod_${name}_web` }]);
    expect(cloud.state.pools.all()).toMatchObject([{ lb_algorithm: "SOURCE_IP_PORT" }]);
    expect(cloud.state.monitors.all()).toHaveLength(1);
    const [port] = cloud.state.ports.all().filter(({ device_id }) => device_id === server.id);
    expect(cloud.state.members.all()).toMatchObject([{ address: port?.fixed_ips[0]?.ip_address }]);
    expect(cloud.state.floatingIps.all()).toMatchObject([{ floating_ip_address: addressOf(service), status: "ACTIVE" }]);
    const node = await eventually(30_000, async () => {
      const stored = await kubectlOf(tools!).get("node", name);
      return taintsOf(stored).includes(uninitialized) ? undefined : stored;
    });
    expect(node?.metadata.labels).toMatchObject({ "topology.kubernetes.io/zone": "zone-2", "topology.kubernetes.io/region": "RegionOne" });
    expect(node?.status?.["addresses"]).toContainEqual({ type: "InternalIP", address: port?.fixed_ips[0]?.ip_address });
    await kubectlOf(tools!).run(["delete", "service", "web", "-n", name]);
    expect(cloud.state.census()).toEqual(before);
    expect(cloud.unexpected).toEqual([]);
  });

  it("with the cloud.conf of csp-helper logs in by it and makes Amphora load balancers", async () => {
    const { files } = bundleOf(unit);
    const chart = join(folder, "csp-helper-v1.tgz");
    writeFileSync(chart, files.get("csp-helper-v1.tgz") as Uint8Array);
    const manifests = await rendered(found!.helm, chart, { ...cloud.clouds("project"), lbProvider: "amphora" });
    const carried = decoded(manifests, "project-workload-cluster-secret", "cloud-config");
    const { data } = parse(carried) as { data: Record<string, string> };
    await serviceWith(Buffer.from(data["cloud.conf"] ?? "", "base64").toString("utf8"), daemonArguments);
    expect(cloud.state.loadBalancers.all()).toMatchObject([{ provider: "amphora" }]);
    expect(cloud.state.pools.all()).toMatchObject([{ lb_algorithm: "ROUND_ROBIN" }]);
    await kubectlOf(tools!).run(["delete", "service", "web", "-n", name]);
    expect(cloud.state.loadBalancers.all()).toEqual([]);
    expect(cloud.unexpected).toEqual([]);
  });
});
