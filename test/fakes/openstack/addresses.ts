import { CloudRefusal } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import type { FixedIp, Subnet } from "./resources.ts";

/** IPv4 addresses of subnets. Gateways and ends of ranges are never given away. */

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressOf(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join(".");
}

/** The first and the last address for hosts, e.g. of 10.8.0.0/20. */
export function hostRange(cidr: string): { start: string; end: string } {
  const [address = "", length = "32"] = cidr.split("/");
  const first = numberOf(address);
  return { start: addressOf(first + 1), end: addressOf(first + 2 ** (32 - Number(length)) - 2) };
}

function isWithin(address: string, { start, end }: { start: string; end: string }): boolean {
  return numberOf(start) <= numberOf(address) && numberOf(address) <= numberOf(end);
}

function takenAddresses(cloud: CloudState): Set<string> {
  const ofPorts = cloud.ports.all().flatMap(({ fixed_ips }) => fixed_ips);
  const ofRouters = cloud.routers.all().flatMap(({ external_gateway_info }) => external_gateway_info?.external_fixed_ips ?? []);
  const fixed = [...ofPorts, ...ofRouters].map(({ ip_address }) => ip_address);
  return new Set([...fixed, ...cloud.floatingIps.all().map(({ floating_ip_address }) => floating_ip_address)]);
}

/** An address of a subnet: the wanted one, or the first that is free. Refused as Neutron does (IpAddressInUse, InvalidIpForSubnet, IpAddressGenerationFailure). */
export function allocate(cloud: CloudState, subnet: Subnet, wanted?: string): FixedIp {
  const taken = takenAddresses(cloud);
  if (wanted !== undefined) {
    if (!isWithin(wanted, hostRange(subnet.cidr)))
      throw new CloudRefusal(400, "InvalidIpForSubnet", `IP address ${wanted} is not a valid IP for the specified subnet.`);
    if (taken.has(wanted))
      throw new CloudRefusal(409, "IpAddressInUse", `IP address ${wanted} is already in use in network ${subnet.network_id}.`);
    return { subnet_id: subnet.id, ip_address: wanted };
  }
  for (const { start, end } of subnet.allocation_pools)
    for (let value = numberOf(start); value <= numberOf(end); value += 1) {
      const ip_address = addressOf(value);
      if (ip_address !== subnet.gateway_ip && !taken.has(ip_address)) return { subnet_id: subnet.id, ip_address };
    }
  throw new CloudRefusal(409, "IpAddressGenerationFailure", `No more IP addresses available on network ${subnet.network_id}.`);
}
