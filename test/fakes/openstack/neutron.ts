import { found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { floatingIpRoutes } from "./neutron-floating-ips.ts";
import { networkRoutes } from "./neutron-networks.ts";
import { portRoutes } from "./neutron-ports.ts";
import { routerRoutes } from "./neutron-routers.ts";
import { securityGroupRoutes } from "./neutron-security-groups.ts";
import type { Resource } from "./resources.ts";
import { type Answer, type Exchange, type Route, versionsRoute } from "./route.ts";

/** What can have tags, by the name of its collection. */
const tagged: Readonly<Record<string, (cloud: CloudState) => { get(id: string): Resource | undefined }>> = {
  networks: ({ networks }) => networks,
  subnets: ({ subnets }) => subnets,
  ports: ({ ports }) => ports,
  routers: ({ routers }) => routers,
  "security-groups": ({ securityGroups }) => securityGroups,
  floatingips: ({ floatingIps }) => floatingIps,
};

/** Neutron. Trunks are an extension that this cloud does not have. */
export const neutronRoutes: readonly Route[] = [
  versionsRoute("/network/", ["v2.0"]),
  ...networkRoutes,
  ...portRoutes,
  ...routerRoutes,
  ...securityGroupRoutes,
  ...floatingIpRoutes,
  { method: "GET", path: "/network/v2.0/extensions", answer: () => ({ status: 200, body: { extensions: [] } }) },
  { method: "PUT", path: "/network/v2.0/:kind/:id/tags", body: { tags: null }, answer: replaceTags },
];

/** gophercloud v2.10.0, openstack/networking/v2/extensions/attributestags. */
function replaceTags({ parameters: { kind = "", id = "" }, body }: Exchange, cloud: CloudState): Answer {
  const row = found(found(tagged[kind], "Resource type", kind)(cloud).get(id), kind, id);
  row.tags = body["tags"] as string[];
  return { status: 200, body: { tags: row.tags } };
}
