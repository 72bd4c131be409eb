import { randomUUID } from "node:crypto";
import { CloudRefusal, found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { subnetsOf } from "./neutron-networks.ts";
import { addPort } from "./neutron-ports.ts";
import { addNestedListener, type NestedListener } from "./octavia-listeners.ts";
import type { LoadBalancer } from "./resources.ts";
import type { Fields } from "./route.ts";

export const providers = ["amphora", "octavia", "ovn"];

export const loadBalancerFields = [
  "name",
  "description",
  "vip_subnet_id",
  "vip_network_id",
  "vip_address",
  "provider",
  "flavor_id",
  "availability_zone",
  "tags",
  "listeners",
  "admin_state_up",
];

interface LoadBalancerRequest {
  vip_subnet_id?: string;
  vip_network_id?: string;
  vip_address?: string;
  provider?: string;
  listeners?: NestedListener[];
}

/** A load balancer with the port of its address; the provider is Amphora where none is named. */
export function addLoadBalancer(cloud: CloudState, fields: Fields): LoadBalancer {
  const { vip_subnet_id, vip_network_id, vip_address, provider = "amphora", listeners = [], ...rest } = fields as LoadBalancerRequest;
  if (!providers.includes(provider)) throw new CloudRefusal(400, "Client", `Provider '${provider}' is not enabled.`);
  const [first] = subnetsOf(cloud, vip_network_id ?? "");
  const subnet = found(cloud.subnets.get(vip_subnet_id ?? first?.id ?? ""), "Subnet", vip_subnet_id ?? "");
  const id = randomUUID();
  const fixed = { subnet_id: subnet.id, ...(vip_address !== undefined && { ip_address: vip_address }) };
  const port = addPort(cloud, {
    name: provider === "ovn" ? `ovn-lb-vip-${id}` : `octavia-lb-${id}`,
    network_id: subnet.network_id,
    fixed_ips: [fixed],
    device_id: `lb-${id}`,
    device_owner: provider === "ovn" ? "ovn-lb-vip:distributed" : "Octavia",
  });
  const row = cloud.loadBalancers.add({
    ...rest,
    id,
    provider: provider === "octavia" ? "amphora" : provider,
    vip_address: port.fixed_ips[0]?.ip_address ?? "",
    vip_port_id: port.id,
    vip_subnet_id: subnet.id,
    vip_network_id: subnet.network_id,
    provisioning_status: "ACTIVE",
    operating_status: "ONLINE",
  });
  for (const listener of listeners) addNestedListener(cloud, row, listener);
  row.provisioning_status = "PENDING_CREATE";
  return row;
}

/** The load balancer that something belongs to. */
export function loadBalancerOf(cloud: CloudState, { loadbalancers: [first] }: { loadbalancers: readonly { id: string }[] }): LoadBalancer {
  return found(cloud.loadBalancers.get(first?.id ?? ""), "Load balancer", first?.id ?? "");
}

/** Refuses while Octavia is busy with a load balancer: nothing of it can be changed then. */
export function unlessPending({ id, provisioning_status }: LoadBalancer): void {
  if (provisioning_status !== "ACTIVE") throw new CloudRefusal(409, "Client", `Load Balancer ${id} is immutable and cannot be updated.`);
}

/** Notes that something of a load balancer is changed. */
export function touch(row: LoadBalancer): void {
  unlessPending(row);
  row.provisioning_status = "PENDING_UPDATE";
}

/** Refuses what the OVN provider does not offer. Source: ovn-octavia-provider, driver.py (UnsupportedOptionError). */
export function unsupportedByOvn({ provider }: LoadBalancer, isUsed: boolean, option: string): void {
  if (provider === "ovn" && isUsed)
    throw new CloudRefusal(501, "Server", `Provider 'ovn' does not support a requested option: OVN provider does not support ${option}`);
}
