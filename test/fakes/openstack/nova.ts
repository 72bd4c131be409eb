import { found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes, detailRoute } from "./collection.ts";
import { createServer, deleteServer, hintFields, serverFields } from "./nova-servers.ts";
import type { Flavor, Server, ServerGroup } from "./resources.ts";
import type { Answer, Exchange, Route } from "./route.ts";

/**
 * Nova. What is asked: gophercloud v2.10.0, openstack/compute/v2, as of Cluster API Provider OpenStack v0.14.7, pkg/clients/compute.go, and
 * cloud-provider-openstack v1.36.0, pkg/openstack/instances.go.
 */

const servers: Collection<Server> = {
  path: "/compute/v2.1/servers",
  one: "server",
  many: "servers",
  table: ({ servers }) => servers,
  filters: ["name", "ip", "status"],
  settle: (_cloud, row) => {
    row.status = "ACTIVE";
  },
  remove: deleteServer,
  shown: (cloud, { ports, volumes, scheduler_hints, user_data, ...row }) => ({
    ...row,
    tenant_id: cloud.projectId,
    addresses: addressesOf(cloud, ports),
    "os-extended-volumes:volumes_attached": volumes.map(({ id }) => ({ id })),
  }),
};

const flavors: Collection<Flavor> = {
  path: "/compute/v2.1/flavors",
  one: "flavor",
  many: "flavors",
  table: ({ flavors }) => flavors,
  filters: ["is_public"],
};

const serverGroups: Collection<ServerGroup> = {
  path: "/compute/v2.1/os-server-groups",
  one: "server_group",
  many: "server_groups",
  table: ({ serverGroups }) => serverGroups,
  filters: [],
};

const versions = { version: { id: "v2.1", status: "CURRENT", version: "2.96", min_version: "2.1" } };

export const novaRoutes: readonly Route[] = [
  { method: "GET", path: "/compute/v2.1/", open: true, answer: () => ({ status: 200, body: versions }) },
  { method: "GET", path: "/compute/v2.1/os-availability-zone", answer: listZones },
  detailRoute(servers),
  ...collectionRoutes(servers),
  {
    method: "POST",
    path: servers.path,
    body: { server: serverFields, "os:scheduler_hints": hintFields },
    answer: (exchange, cloud) => ({ status: 202, body: { server: { id: createServer(exchange, cloud).id } } }),
  },
  { method: "GET", path: `${servers.path}/:id/os-interface`, answer: listInterfaces },
  detailRoute(flavors),
  ...collectionRoutes(flavors),
  ...collectionRoutes(serverGroups),
];

function listZones(_exchange: Exchange, { zones }: CloudState): Answer {
  return {
    status: 200,
    body: { availabilityZoneInfo: zones.map((zoneName) => ({ zoneName, zoneState: { available: true }, hosts: null })) },
  };
}

interface ServerAddress {
  addr: string;
  version: 4;
  "OS-EXT-IPS:type": "fixed" | "floating";
}

/** Addresses of a server by the names of its networks, floating ones after fixed ones. */
function addressesOf(cloud: CloudState, ports: readonly string[]): Record<string, ServerAddress[]> {
  const addresses: Record<string, ServerAddress[]> = {};
  for (const port of ports.flatMap((id) => cloud.ports.get(id) ?? [])) {
    const name = cloud.networks.get(port.network_id)?.name ?? "";
    const floating = cloud.floatingIps.all().filter(({ port_id }) => port_id === port.id);
    const fixed = port.fixed_ips.map(({ ip_address }): ServerAddress => ({ addr: ip_address, version: 4, "OS-EXT-IPS:type": "fixed" }));
    const others = floating.map(
      ({ floating_ip_address }): ServerAddress => ({ addr: floating_ip_address, version: 4, "OS-EXT-IPS:type": "floating" }),
    );
    addresses[name] = [...(addresses[name] ?? []), ...fixed, ...others];
  }
  return addresses;
}

function listInterfaces({ parameters: { id = "" } }: Exchange, cloud: CloudState): Answer {
  const { ports } = found(cloud.servers.get(id), "Instance", id);
  const interfaceAttachments = ports
    .flatMap((port) => cloud.ports.get(port) ?? [])
    .map((port) => ({
      port_id: port.id,
      net_id: port.network_id,
      port_state: "ACTIVE",
      mac_addr: port.mac_address,
      fixed_ips: port.fixed_ips,
    }));
  return { status: 200, body: { interfaceAttachments } };
}
