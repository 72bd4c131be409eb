import { allocate } from "./addresses.ts";
import { CloudRefusal, found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import { subnetsOf } from "./neutron-networks.ts";
import type { FixedIp, Port } from "./resources.ts";
import type { Fields, Route } from "./route.ts";

/** Ports of Neutron. What is asked: gophercloud v2.10.0, openstack/networking/v2/ports and its extensions portsbinding and portsecurity. */

const ports: Collection<Port> = {
  path: "/network/v2.0/ports",
  one: "port",
  many: "ports",
  table: ({ ports }) => ports,
  filters: ["name", "id", "network_id", "device_id", "device_owner", "fixed_ips", "security_groups", "project_id"],
  creates: [
    "name",
    "network_id",
    "description",
    "admin_state_up",
    "fixed_ips",
    "security_groups",
    "allowed_address_pairs",
    "port_security_enabled",
    "binding:vnic_type",
  ],
  create: (cloud, fields) => addPort(cloud, fields),
  changes: ["security_groups", "allowed_address_pairs"],
  change: (cloud, row, fields) => {
    Object.assign(row, fields);
    checkSecurity(cloud, row);
  },
  remove: (cloud, { id, device_owner }) => {
    if (device_owner.startsWith("network:"))
      throw new CloudRefusal(
        409,
        "ServicePortInUse",
        `Port ${id} cannot be deleted directly via the port API: has device owner ${device_owner}.`,
      );
    removePort(cloud, id);
  },
  shown: (_cloud, row) => ({ ...row, status: row.device_id === "" ? "DOWN" : "ACTIVE", admin_state_up: true }),
};

export const portRoutes: readonly Route[] = collectionRoutes(ports);

type PortSecurity = Pick<Port, "security_groups" | "allowed_address_pairs" | "port_security_enabled">;
type WantedAddresses = { subnet_id?: string; ip_address?: string }[];

/** A port in a network, with the addresses asked for, or one of any subnet. */
export function addPort(cloud: CloudState, fields: Fields): Port {
  const { network_id, fixed_ips, security_groups } = fields as Partial<Port>;
  const network = found(cloud.networks.get(network_id ?? ""), "Network", network_id ?? "");
  const isSecure = (fields["port_security_enabled"] as boolean | undefined) ?? network.port_security_enabled;
  const wanted: WantedAddresses =
    fixed_ips ??
    subnetsOf(cloud, network.id)
      .slice(0, 1)
      .map(({ id }) => ({ subnet_id: id }));
  const port: Omit<Port, "id" | "name" | "tags"> = {
    device_id: "",
    device_owner: "",
    mac_address: "fa:16:3e:00:00:01",
    allowed_address_pairs: [],
    ...fields,
    network_id: network.id,
    port_security_enabled: isSecure,
    security_groups: security_groups ?? (isSecure ? defaultGroup(cloud) : []),
    fixed_ips: wanted.map((address) => addressIn(cloud, network.id, address)),
  };
  checkSecurity(cloud, port);
  return cloud.ports.add(port);
}

/** Removes a port; a floating IP that led to it leads nowhere then. */
export function removePort(cloud: CloudState, id: string): void {
  cloud.ports.remove(id);
  for (const floating of cloud.floatingIps.all().filter(({ port_id }) => port_id === id))
    Object.assign(floating, { port_id: null, fixed_ip_address: null, status: "DOWN" });
}

function defaultGroup(cloud: CloudState): string[] {
  return [cloud.securityGroups.named("default")?.id ?? ""];
}

function addressIn(cloud: CloudState, network: string, { subnet_id, ip_address }: WantedAddresses[number]): FixedIp {
  const own = subnetsOf(cloud, network);
  const subnet = subnet_id === undefined ? own[0] : own.find(({ id }) => id === subnet_id);
  if (subnet === undefined)
    throw new CloudRefusal(
      400,
      "InvalidInput",
      `Invalid input for operation: Failed to create port on network ${network}, because fixed_ips included invalid subnet ${subnet_id}.`,
    );
  return allocate(cloud, subnet, ip_address);
}

/** Groups must be there; without port security there can be neither groups nor allowed address pairs. */
function checkSecurity(cloud: CloudState, { security_groups, allowed_address_pairs, port_security_enabled }: PortSecurity): void {
  for (const id of security_groups) found(cloud.securityGroups.get(id), "Security group", id);
  if (port_security_enabled) return;
  if (security_groups.length > 0)
    throw new CloudRefusal(
      400,
      "PortSecurityPortHasSecurityGroup",
      "Port has security group associated. Cannot disable port security or IP address until security group is removed.",
    );
  if (allowed_address_pairs.length > 0)
    throw new CloudRefusal(
      409,
      "AddressPairAndPortSecurityRequired",
      "Port Security must be enabled in order to have allowed address pairs on a port.",
    );
}
