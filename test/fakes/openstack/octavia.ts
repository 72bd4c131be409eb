import type { CloudState } from "./cloud-state.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import { removePort } from "./neutron-ports.ts";
import { addListener, changeAllowed, listenerFields, removeListener } from "./octavia-listeners.ts";
import { addLoadBalancer, loadBalancerFields, loadBalancerOf, providers, unlessPending } from "./octavia-load-balancers.ts";
import {
  addMember,
  addMonitor,
  addPool,
  memberFields,
  monitorFields,
  poolFields,
  removeMember,
  removeMonitor,
  removePool,
} from "./octavia-pools.ts";
import type { HealthMonitor, Listener, LoadBalancer, Member, Pool } from "./resources.ts";
import { type Route, versionsRoute } from "./route.ts";

/**
 * Octavia. What is asked: gophercloud v2.10.0, openstack/loadbalancer/v2, as of Cluster API Provider OpenStack v0.14.7, pkg/clients/loadbalancer.go,
 * and cloud-provider-openstack v1.36.0, pkg/util/openstack/loadbalancer.go.
 */

const base = "/load-balancer/v2.0/lbaas";

const loadBalancers: Collection<LoadBalancer> = {
  path: `${base}/loadbalancers`,
  one: "loadbalancer",
  many: "loadbalancers",
  table: ({ loadBalancers }) => loadBalancers,
  filters: ["name", "id", "project_id"],
  creates: loadBalancerFields,
  create: addLoadBalancer,
  changes: ["name", "description", "tags", "admin_state_up"],
  settle,
  remove: (_cloud, row) => {
    unlessPending(row);
    row.provisioning_status = "PENDING_DELETE";
  },
  shown: (cloud, row) => ({
    ...row,
    project_id: cloud.projectId,
    admin_state_up: true,
    listeners: idsOf(cloud.listeners.all(), row),
    pools: idsOf(cloud.pools.all(), row),
  }),
};

const listeners: Collection<Listener> = {
  path: `${base}/listeners`,
  one: "listener",
  many: "listeners",
  table: ({ listeners }) => listeners,
  filters: ["name", "id", "loadbalancer_id", "protocol", "protocol_port", "project_id"],
  creates: listenerFields,
  create: addListener,
  changes: [
    "allowed_cidrs",
    "connection_limit",
    "timeout_client_data",
    "timeout_member_connect",
    "timeout_member_data",
    "timeout_tcp_inspect",
  ],
  change: changeAllowed,
  remove: removeListener,
};

const pools: Collection<Pool> = {
  path: `${base}/pools`,
  one: "pool",
  many: "pools",
  table: ({ pools }) => pools,
  filters: ["name", "id", "loadbalancer_id", "listener_id", "project_id"],
  creates: poolFields,
  create: addPool,
  remove: removePool,
  shown: (cloud, row) => ({
    ...row,
    members: cloud.members.all().flatMap(({ id, pool_id }) => (pool_id === row.id ? { id } : [])),
    healthmonitor_id: cloud.monitors.all().find(({ pools: [pool] }) => pool?.id === row.id)?.id ?? "",
  }),
};

const monitors: Collection<HealthMonitor> = {
  path: `${base}/healthmonitors`,
  one: "healthmonitor",
  many: "healthmonitors",
  table: ({ monitors }) => monitors,
  filters: ["name", "id", "pool_id", "project_id"],
  creates: monitorFields,
  create: addMonitor,
  changes: ["delay", "timeout", "max_retries", "max_retries_down"],
  remove: removeMonitor,
};

/** Members stand below their pool; one row of routes serves all pools. */
const members: Collection<Member> = {
  path: `${base}/pools/:pool/members`,
  one: "member",
  many: "members",
  table: ({ members }) => members,
  filters: ["name", "address", "protocol_port"],
  creates: memberFields,
  below: ({ pool_id }, { pool }) => pool_id === pool,
  create: (cloud, fields, { parameters: { pool = "" } }) => addMember(cloud, fields, pool),
  remove: removeMember,
};

export const octaviaRoutes: readonly Route[] = [
  versionsRoute("/load-balancer/", ["v2.0", "v2.27"]),
  {
    method: "GET",
    path: `${base}/providers`,
    answer: () => ({ status: 200, body: { providers: providers.map((name) => ({ name, description: name })) } }),
  },
  { method: "GET", path: `${base}/flavors`, answer: () => ({ status: 200, body: { flavors: [] } }) },
  ...collectionRoutes(loadBalancers),
  ...collectionRoutes(listeners),
  ...collectionRoutes(pools),
  ...collectionRoutes(monitors),
  ...collectionRoutes(members),
];

/** What is pending is done at the next look; a load balancer that goes takes with it what it has. */
function settle(cloud: CloudState, row: LoadBalancer): void {
  if (row.provisioning_status !== "PENDING_DELETE") {
    row.provisioning_status = "ACTIVE";
    return;
  }
  const isOwn = (owned: { loadbalancers: { id: string }[] }) => loadBalancerOf(cloud, owned).id === row.id;
  for (const pool of cloud.pools.all().filter(isOwn)) {
    for (const { id } of cloud.members.all().filter(({ pool_id }) => pool_id === pool.id)) cloud.members.remove(id);
    for (const { id } of cloud.monitors.all().filter(({ pools: [first] }) => first?.id === pool.id)) cloud.monitors.remove(id);
    cloud.pools.remove(pool.id);
  }
  for (const { id } of cloud.listeners.all().filter(isOwn)) cloud.listeners.remove(id);
  removePort(cloud, row.vip_port_id);
  cloud.loadBalancers.remove(row.id);
}

function idsOf(rows: readonly { id: string; loadbalancers: { id: string }[] }[], { id }: LoadBalancer): { id: string }[] {
  return rows.filter(({ loadbalancers }) => loadbalancers.some((each) => each.id === id)).map((row) => ({ id: row.id }));
}
