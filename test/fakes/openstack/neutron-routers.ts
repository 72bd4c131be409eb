import { allocate } from "./addresses.ts";
import { CloudRefusal, found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import { portsIn, subnetsOf } from "./neutron-networks.ts";
import { addPort, removePort } from "./neutron-ports.ts";
import type { FixedIp, Port, Router } from "./resources.ts";
import type { Answer, Exchange, Fields, Route } from "./route.ts";

/** Routers of Neutron. What is asked: gophercloud v2.10.0, openstack/networking/v2/extensions/layer3/routers. */

const interfaceOwner = "network:router_interface";

const routers: Collection<Router> = {
  path: "/network/v2.0/routers",
  one: "router",
  many: "routers",
  table: ({ routers }) => routers,
  filters: ["name", "id", "description", "project_id"],
  creates: ["name", "description", "external_gateway_info"],
  create: (cloud, fields) => addRouter(cloud, fields),
  changes: ["external_gateway_info"],
  change: (cloud, row, fields) => {
    row.external_gateway_info = null;
    row.external_gateway_info = gateway(cloud, fields);
  },
  remove: (cloud, { id }) => {
    if (interfacesOf(cloud, id).length > 0) throw new CloudRefusal(409, "RouterInUse", `Router ${id} still has ports`);
    cloud.routers.remove(id);
  },
  shown: (_cloud, row) => ({ ...row, status: "ACTIVE", admin_state_up: true }),
};

const ofInterface = { subnet_id: null, port_id: null };

export const routerRoutes: readonly Route[] = [
  ...collectionRoutes(routers),
  { method: "PUT", path: "/network/v2.0/routers/:id/add_router_interface", body: ofInterface, answer: addInterfaceAnswer },
  { method: "PUT", path: "/network/v2.0/routers/:id/remove_router_interface", body: ofInterface, answer: removeInterface },
];

/** A router, with a gateway if its network is given. */
export function addRouter(cloud: CloudState, fields: Fields): Router {
  return cloud.routers.add({ ...fields, external_gateway_info: gateway(cloud, fields) });
}

/** Puts a router into a subnet, where it has the gateway's address. */
export function addInterface(cloud: CloudState, router: string, subnet: string): Port {
  const { network_id, gateway_ip } = found(cloud.subnets.get(subnet), "Subnet", subnet);
  const fixed_ips = [{ subnet_id: subnet, ip_address: gateway_ip }];
  return addPort(cloud, { network_id, fixed_ips, device_id: router, device_owner: interfaceOwner, security_groups: [] });
}

/** The router that connects a subnet with an external network, if there is one. */
export function routerBetween(cloud: CloudState, subnet: string, external: string): Router | undefined {
  const reached = portsIn(cloud, subnet).filter(({ device_owner }) => device_owner === interfaceOwner);
  const candidates = reached.map(({ device_id }) => cloud.routers.get(device_id));
  return candidates.find((router) => router?.external_gateway_info?.network_id === external);
}

function gateway(cloud: CloudState, { external_gateway_info }: Fields): Router["external_gateway_info"] {
  const { network_id, external_fixed_ips } = (external_gateway_info ?? {}) as {
    network_id?: string;
    external_fixed_ips?: Partial<FixedIp>[];
  };
  if (network_id === undefined) return null;
  const network = found(cloud.networks.get(network_id), "Network", network_id);
  if (!network["router:external"])
    throw new CloudRefusal(400, "BadRequest", `Bad router request: Network ${network_id} is not an external network.`);
  const own = subnetsOf(cloud, network_id);
  const wanted = external_fixed_ips ?? [{}];
  const addresses = wanted.map(({ subnet_id, ip_address }) => {
    const subnet = own.find(({ id }) => id === (subnet_id ?? own[0]?.id));
    return allocate(cloud, found(subnet, "Subnet", subnet_id ?? ""), ip_address);
  });
  return { network_id, external_fixed_ips: addresses };
}

function interfacesOf(cloud: CloudState, router: string): Port[] {
  return cloud.ports.all().filter(({ device_id, device_owner }) => device_id === router && device_owner === interfaceOwner);
}

function addInterfaceAnswer({ parameters: { id = "" }, body }: Exchange, cloud: CloudState): Answer {
  found(cloud.routers.get(id), "Router", id);
  const port = addInterface(cloud, id, String(body["subnet_id"]));
  return { status: 200, body: { id, port_id: port.id, subnet_id: body["subnet_id"] } };
}

function removeInterface({ parameters: { id = "" }, body }: Exchange, cloud: CloudState): Answer {
  const { subnet_id } = body as { subnet_id: string };
  const port = interfacesOf(cloud, id).find(({ fixed_ips }) => fixed_ips.some((fixed) => fixed.subnet_id === subnet_id));
  if (port === undefined)
    throw new CloudRefusal(404, "RouterInterfaceNotFoundForSubnet", `Router ${id} has no interface on subnet ${subnet_id}`);
  const reached = portsIn(cloud, subnet_id).map((each) => each.id);
  const isNeeded = cloud.floatingIps.all().some(({ port_id }) => port_id !== null && reached.includes(port_id));
  if (isNeeded)
    throw new CloudRefusal(
      409,
      "RouterInterfaceInUseByFloatingIP",
      `Router interface for subnet ${subnet_id} on router ${id} cannot be deleted, as it is required by one or more floating IPs.`,
    );
  removePort(cloud, port.id);
  return { status: 200, body: { id, port_id: port.id, subnet_id } };
}
