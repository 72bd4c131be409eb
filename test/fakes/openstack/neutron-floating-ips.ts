import { allocate } from "./addresses.ts";
import { CloudRefusal, found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import { subnetsOf } from "./neutron-networks.ts";
import { routerBetween } from "./neutron-routers.ts";
import type { FloatingIp } from "./resources.ts";
import type { Fields, Route } from "./route.ts";

/** Floating IPs of Neutron. What is asked: gophercloud v2.10.0, openstack/networking/v2/extensions/layer3/floatingips. */

const floatingIps: Collection<FloatingIp> = {
  path: "/network/v2.0/floatingips",
  one: "floatingip",
  many: "floatingips",
  table: ({ floatingIps }) => floatingIps,
  filters: ["id", "floating_ip_address", "port_id", "floating_network_id", "project_id"],
  creates: ["description", "floating_network_id", "floating_ip_address", "port_id"],
  create: (cloud, fields) => addFloatingIp(cloud, fields),
  changes: ["port_id"],
  change: (cloud, row, { port_id }) => associate(cloud, row, (port_id ?? null) as string | null),
  remove: (cloud, { id }) => cloud.floatingIps.remove(id),
};

export const floatingIpRoutes: readonly Route[] = collectionRoutes(floatingIps);

/** A floating IP of an external network, any or the one asked for, which leads to a port if one is given. */
export function addFloatingIp(cloud: CloudState, fields: Fields): FloatingIp {
  const { floating_network_id = "", floating_ip_address, port_id = null } = fields as Partial<FloatingIp>;
  const network = found(cloud.networks.get(floating_network_id), "Network", floating_network_id);
  if (!network["router:external"])
    throw new CloudRefusal(400, "BadRequest", `Bad floatingip request: Network ${network.id} is not a valid external network.`);
  const [subnet] = subnetsOf(cloud, network.id);
  const { ip_address } = allocate(cloud, found(subnet, "Subnet of network", network.id), floating_ip_address);
  const floating = cloud.floatingIps.add({
    ...fields,
    floating_network_id,
    floating_ip_address: ip_address,
    port_id: null,
    fixed_ip_address: null,
    status: "DOWN",
  });
  if (port_id !== null) associate(cloud, floating, port_id);
  return floating;
}

/** Leads a floating IP to a port that a router connects with its network, or nowhere. */
function associate(cloud: CloudState, floating: FloatingIp, port_id: string | null): void {
  if (port_id === null) {
    Object.assign(floating, { port_id, fixed_ip_address: null, status: "DOWN" });
    return;
  }
  const [address] = found(cloud.ports.get(port_id), "Port", port_id).fixed_ips;
  const external = floating.floating_network_id;
  if (address === undefined || routerBetween(cloud, address.subnet_id, external) === undefined)
    throw new CloudRefusal(
      404,
      "ExternalGatewayForFloatingIPNotFound",
      `External network ${external} is not reachable from subnet ${address?.subnet_id}.`,
    );
  Object.assign(floating, { port_id, fixed_ip_address: address.ip_address, status: "ACTIVE" });
}
