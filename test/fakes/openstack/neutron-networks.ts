import { hostRange } from "./addresses.ts";
import { CloudRefusal, found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import type { Network, Port, Subnet } from "./resources.ts";
import type { Fields, Route } from "./route.ts";

/** Networks and subnets of Neutron. What is asked: gophercloud v2.10.0, openstack/networking/v2/networks and /subnets. */

const networks: Collection<Network> = {
  path: "/network/v2.0/networks",
  one: "network",
  many: "networks",
  table: ({ networks }) => networks,
  filters: ["name", "id", "description", "project_id", "tenant_id", "router:external"],
  creates: ["name", "admin_state_up", "port_security_enabled", "mtu"],
  create: (cloud, fields) => addNetwork(cloud, fields),
  remove: (cloud, { id }) => {
    const used = cloud.ports.all().some(({ network_id }) => network_id === id);
    if (used)
      throw new CloudRefusal(
        409,
        "NetworkInUse",
        `Unable to complete operation on network ${id}. There are one or more ports still in use on the network.`,
      );
    for (const subnet of subnetsOf(cloud, id)) cloud.subnets.remove(subnet.id);
    cloud.networks.remove(id);
  },
  shown: (cloud, row) => ({ ...row, status: "ACTIVE", admin_state_up: true, subnets: subnetsOf(cloud, row.id).map(({ id }) => id) }),
};

const subnets: Collection<Subnet> = {
  path: "/network/v2.0/subnets",
  one: "subnet",
  many: "subnets",
  table: ({ subnets }) => subnets,
  filters: ["name", "id", "description", "project_id", "network_id", "cidr", "gateway_ip", "ip_version"],
  creates: ["network_id", "name", "description", "ip_version", "cidr", "dns_nameservers", "allocation_pools"],
  create: (cloud, fields) => {
    const { network_id, cidr } = fields as Pick<Subnet, "network_id" | "cidr">;
    found(cloud.networks.get(network_id), "Network", network_id);
    return addSubnet(cloud, network_id, cidr, fields);
  },
  changes: ["dns_nameservers"],
  remove: (cloud, { id }) => {
    const used = portsIn(cloud, id).length > 0;
    if (used)
      throw new CloudRefusal(
        409,
        "SubnetInUse",
        `Unable to complete operation on subnet ${id}: One or more ports have an IP allocation from this subnet.`,
      );
    cloud.subnets.remove(id);
  },
};

export const networkRoutes: readonly Route[] = [...collectionRoutes(networks), ...collectionRoutes(subnets)];

/** A network of the project, or, with `router:external`, one of the cloud. */
export function addNetwork(cloud: CloudState, fields: Fields): Network {
  return cloud.networks.add({ "router:external": false, mtu: 1450, port_security_enabled: true, ...fields });
}

/** A subnet whose gateway has the first address. */
export function addSubnet(cloud: CloudState, network_id: string, cidr: string, fields: Fields = {}): Subnet {
  const { start, end } = hostRange(cidr);
  return cloud.subnets.add({
    network_id,
    cidr,
    gateway_ip: start,
    ip_version: 4,
    allocation_pools: [{ start, end }],
    dns_nameservers: [],
    ...fields,
  });
}

/** The subnets of a network. */
export function subnetsOf(cloud: CloudState, network: string): Subnet[] {
  return cloud.subnets.all().filter(({ network_id }) => network_id === network);
}

/** Ports with an address of a subnet. */
export function portsIn(cloud: CloudState, subnet: string): Port[] {
  return cloud.ports.all().filter(({ fixed_ips }) => fixed_ips.some(({ subnet_id }) => subnet_id === subnet));
}
