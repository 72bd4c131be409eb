import type { JsonObject } from "@cstack/clusterclass";
import { renderUnit } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { findManagementTools } from "./support/management-tools.ts";
import {
  addExistingNetwork,
  addWorker,
  type CloudTrials,
  existing,
  type Preparation,
  reserveVirtualIp,
  startTrials,
  until,
} from "./support/openstack-project.ts";
import { clusterKind } from "./support/stack-under-test.ts";

/**
 * The real CAPO makes what the class asks for in clouds that run in this process. Their servers never boot, so that a control plane stops after
 * its first one, and workers, which would wait for it for ever, are shown with single machines made of the planned templates.
 */
const tools = findManagementTools();
const unit = allUnits()
  .filter(({ id }) => id.startsWith("openstack-scs-"))
  .at(-1)!;
const rendered = renderUnit(unit, { version: "v1" }).rendered!;
const namespace = `cstack-cloud-${process.pid}`;
const minute = 60_000;

const preparations: Record<string, Preparation> = {
  ovn: () => ({ sshKeyName: "my-key", networkMTU: 1400 }),
  amphora: () => ({
    apiServerLoadBalancer: "octavia-amphora",
    apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs: ["198.51.100.0/24"],
    clusterTags: "team-a",
    controlPlaneAvailabilityZones: ["zone-2"],
    controlPlaneServerGroupName: "apart",
    controlPlaneFlavor: "SCS-2V-4-20s",
    controlPlaneRootDisk: 0,
    controlPlaneAdditionalBlockDevices: [{ name: "data", sizeGiB: 5, type: "ssd" }],
    controlPlaneAdditionalBlockDevicesPin: true,
    workerServerGroupName: "spread",
    workerRootDisk: 30,
    workerRootDiskType: "ssd",
    workerRootDiskPin: true,
    workerAdditionalBlockDevices: [{ name: "cache", sizeGiB: 7 }],
  }),
  "kube-vip": (cloud) => {
    addExistingNetwork(cloud);
    const apiServerFloatingIP = reserveVirtualIp(cloud);
    return {
      apiServerLoadBalancer: "kube-vip",
      apiServerFixedIP: existing.virtualIp,
      apiServerFloatingIP,
      networkFilter: { name: existing.name },
    };
  },
  none: () => ({ apiServerLoadBalancer: "none" }),
  existing: (cloud) => {
    addExistingNetwork(cloud);
    return { subnets: { ipv4: { filter: { cidr: existing.cidr } } }, router: { filter: { name: existing.name } } };
  },
};

let trials: CloudTrials;

beforeAll(async () => {
  if (tools !== undefined) trials = await startTrials(tools, rendered, namespace, preparations);
}, 2 * minute);

afterAll(() => trials?.end(), 2 * minute);

async function endpoint(name: string): Promise<unknown> {
  const { spec } = await trials.management.get(clusterKind, namespace, name);
  return spec["controlPlaneEndpoint"];
}

describe.skipIf(tools === undefined)("a control plane with its first server", () => {
  it("stands behind a load balancer of OVN, in a network of its own, and boots from a volume", async () => {
    const { cloud } = trials.of("ovn");
    const { state } = cloud;
    const [member] = await until(trials.of("ovn"), () => state.members.all().length > 0 && state.members.all());
    const [balancer] = state.loadBalancers.all();
    const [server] = state.servers.all();
    const port = state.ports.get(server?.ports[0] ?? "");
    const [floating] = state.floatingIps.all();
    expect(state.networks.get(port?.network_id ?? "")).toMatchObject({ "router:external": false, mtu: 1400 });
    expect(state.subnets.get(port?.fixed_ips[0]?.subnet_id ?? "")).toMatchObject({ cidr: "10.8.0.0/20" });
    expect(state.routers.all()).toMatchObject([{ external_gateway_info: { network_id: state.networks.named("public")?.id } }]);
    expect(balancer).toMatchObject({ provider: "ovn", vip_network_id: port?.network_id });
    expect(state.listeners.all()).toMatchObject([{ protocol: "TCP", protocol_port: 6443, allowed_cidrs: null }]);
    expect(state.pools.all()).toMatchObject([{ lb_algorithm: "SOURCE_IP_PORT" }]);
    expect(state.monitors.all()).toMatchObject([{ type: "TCP" }]);
    expect(member).toMatchObject({ address: port?.fixed_ips[0]?.ip_address, protocol_port: 6443 });
    expect(floating).toMatchObject({ port_id: balancer?.vip_port_id, status: "ACTIVE" });
    expect(await endpoint("ovn")).toEqual({ host: floating?.floating_ip_address, port: 6443 });
    expect(server).toMatchObject({ key_name: "my-key", image: "", flavor: { id: state.flavors.named("SCS-2V-4")?.id } });
    expect(state.volumes.all()).toMatchObject([{ size: 50, image: state.images.all()[0]?.id, status: "in-use" }]);
    expect(Buffer.from(server?.user_data ?? "", "base64").toString("utf8")).toContain("kubeadm init");
  });

  it("is reached at the API server's port, and its group lets nothing else in from everywhere", async () => {
    const { state } = trials.of("ovn").cloud;
    const [server] = await until(trials.of("ovn"), () => state.servers.all().length > 0 && state.servers.all());
    const groups = state.ports.get(server?.ports[0] ?? "")?.security_groups.map((id) => state.securityGroups.get(id));
    expect(groups?.map((group) => group?.name)).toEqual([`k8s-cluster-${namespace}-ovn-secgroup-controlplane`]);
    const open = groups?.flatMap((group) => group?.security_group_rules ?? []).filter((rule) => rule.direction === "ingress");
    const fromEverywhere = open?.filter(({ remote_group_id, remote_ip_prefix }) => remote_group_id === null && remote_ip_prefix === null);
    expect(fromEverywhere?.map(({ protocol, port_range_min, port_range_max }) => [protocol, port_range_min, port_range_max])).toEqual([
      ["tcp", 6443, 6443],
    ]);
  });

  it("stands behind a load balancer of Amphora that not everybody may connect to, in a chosen zone and server group, with a volume", async () => {
    const { state } = trials.of("amphora").cloud;
    await until(trials.of("amphora"), () => state.members.all().length > 0);
    const [server] = state.servers.all();
    const apart = state.serverGroups.named("apart");
    expect(state.loadBalancers.all()).toMatchObject([{ provider: "amphora", tags: ["team-a"] }]);
    expect(state.pools.all()).toMatchObject([{ lb_algorithm: "ROUND_ROBIN" }]);
    const [gateway] = state.routers.all()[0]?.external_gateway_info?.external_fixed_ips ?? [];
    expect(state.listeners.all()[0]?.allowed_cidrs).toEqual(["10.8.0.0/20", "198.51.100.0/24", `${gateway?.ip_address}/32`]);
    expect(server).toMatchObject({ "OS-EXT-AZ:availability_zone": "zone-2", scheduler_hints: { group: apart?.id }, tags: ["team-a"] });
    expect(server?.image).toEqual({ id: state.images.all()[0]?.id });
    expect(state.volumes.all()).toMatchObject([{ size: 5, volume_type: "ssd", availability_zone: "zone-2" }]);
    const made = [...state.networks.all(), ...state.subnets.all(), ...state.securityGroups.all()].filter(({ name }) =>
      name.startsWith("k8s"),
    );
    expect([...made, ...state.routers.all(), ...state.floatingIps.all()].map(({ tags }) => tags.join())).toEqual(Array(6).fill("team-a"));
  });

  it("announces a virtual IP that was reserved in a network that was there, without anything of Octavia", async () => {
    const { cloud, before } = trials.of("kube-vip");
    const [server] = await until(trials.of("kube-vip"), () => cloud.state.servers.all().length > 0 && cloud.state.servers.all());
    const port = cloud.state.ports.get(server?.ports[0] ?? "");
    expect(cloud.state.networks.get(port?.network_id ?? "")?.name).toBe(existing.name);
    expect(port?.allowed_address_pairs).toEqual([{ ip_address: existing.virtualIp }]);
    expect(cloud.state.census()).toMatchObject({ networks: before["networks"], routers: before["routers"], floatingIps: 1 });
    expect(cloud.requests.filter(({ path }) => path.includes("lbaas"))).toEqual([]);
    const { user_data } = server!;
    expect(Buffer.from(user_data, "base64").toString("utf8")).toContain("kube-vip");
    expect(await endpoint("kube-vip")).toEqual({ host: cloud.state.floatingIps.all()[0]?.floating_ip_address, port: 6443 });
  });

  it("has the floating IP itself where nothing stands in front of it", async () => {
    const { state } = trials.of("none").cloud;
    const floating = await until(trials.of("none"), () => state.floatingIps.all().find(({ port_id }) => port_id !== null));
    expect(state.servers.all()[0]?.ports).toEqual([floating.port_id]);
    expect(await endpoint("none")).toEqual({ host: floating.floating_ip_address, port: 6443 });
  });

  it("goes into the network of a subnet that is found by its range", async () => {
    const { cloud, before } = trials.of("existing");
    await until(trials.of("existing"), () => cloud.state.members.all().length > 0);
    expect(cloud.state.loadBalancers.all()[0]?.vip_network_id).toBe(cloud.state.networks.named(existing.name)?.id);
    expect(cloud.state.census()).toMatchObject({ networks: before["networks"], subnets: before["subnets"], routers: before["routers"] });
  });
});

describe.skipIf(tools === undefined)("a worker, as a single machine of the planned template with user data of the test", () => {
  it("is in its zone and server group, boots from a volume there and has another one", async () => {
    const { state } = trials.of("amphora").cloud;
    await until(trials.of("amphora"), () => state.members.all().length > 0);
    await addWorker(trials.management, rendered, trials.of("amphora"), { failureDomain: "zone-3", userData: "#cloud-config of a worker" });
    const server = await until(trials.of("amphora"), () => state.servers.all().find(({ name }) => name === "amphora-worker"));
    const port = state.ports.get(server.ports[0] ?? "");
    const volumes = server.volumes.map(({ id, boot_index }) => ({ ...state.volumes.get(id), boot_index }));
    expect(server).toMatchObject({ "OS-EXT-AZ:availability_zone": "zone-3", flavor: { id: state.flavors.named("SCS-4V-8")?.id } });
    expect(state.serverGroups.named("spread")?.members).toEqual([server.id]);
    expect(volumes).toMatchObject([
      { boot_index: 0, size: 30, volume_type: "ssd", availability_zone: "zone-3", image: state.images.all()[0]?.id },
      { boot_index: -1, size: 7, volume_type: "__DEFAULT__", image: null },
    ]);
    expect(port?.security_groups.map((id) => state.securityGroups.get(id)?.name)).toEqual([
      `k8s-cluster-${namespace}-amphora-secgroup-worker`,
    ]);
    expect(Buffer.from(server.user_data, "base64").toString("utf8")).toBe("#cloud-config of a worker");
  });
});

describe.skipIf(tools === undefined)("a cloud whose tokens have ended", () => {
  it("gets a change of the Cluster with a new one", async () => {
    const { cloud, cluster } = trials.of("none");
    const logins = () => cloud.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/auth/tokens")).length;
    const before = logins();
    cloud.expireTokens();
    const { topology } = cluster.spec as { topology: { variables: JsonObject[] } };
    const variables = [
      ...topology.variables.filter(({ name }) => name !== "dnsNameservers"),
      { name: "dnsNameservers", value: ["192.0.2.53"] },
    ];
    expect(await trials.management.patch(cluster, { spec: { topology: { variables } } })).toBeUndefined();
    await until(trials.of("none"), () => cloud.state.subnets.all().some(({ dns_nameservers }) => dns_nameservers.join() === "192.0.2.53"));
    expect(logins()).toBeGreaterThan(before);
  });
});

describe.skipIf(tools === undefined)("a deleted Cluster", () => {
  beforeAll(() => trials.deleteClusters(), 3 * minute);

  it.each(Object.keys(preparations))("leaves nothing in its cloud that was not there before: %s", (name) => {
    const { cloud, before } = trials.of(name);
    expect(cloud.state.census()).toEqual(before);
    expect(cloud.state.serverGroups.all().flatMap(({ members }) => members)).toEqual([]);
  });

  it.each(Object.keys(preparations))("asked its cloud for nothing that this one does not know: %s", (name) => {
    expect(trials.of(name).cloud.unexpected).toEqual([]);
  });
});
