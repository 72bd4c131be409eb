import { found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { loadBalancerOf, touch, unsupportedByOvn } from "./octavia-load-balancers.ts";
import type { HealthMonitor, Listener, LoadBalancer, Member, Pool } from "./resources.ts";
import type { Fields } from "./route.ts";

export const poolFields = [
  "name",
  "description",
  "protocol",
  "lb_algorithm",
  "listener_id",
  "loadbalancer_id",
  "tags",
  "session_persistence",
];
export const memberFields = ["name", "address", "protocol_port", "subnet_id", "weight", "monitor_port", "monitor_address", "tags"];
export const monitorFields = [
  "name",
  "pool_id",
  "type",
  "delay",
  "timeout",
  "max_retries",
  "max_retries_down",
  "url_path",
  "http_method",
  "expected_codes",
];

interface PoolRequest {
  protocol: string;
  lb_algorithm: string;
  listener_id?: string;
  loadbalancer_id?: string;
}

type MemberRequest = Pick<Member, "address" | "protocol_port">;
type MonitorRequest = Pick<HealthMonitor, "type" | "delay" | "timeout" | "max_retries">;

/** A pool that comes with its load balancer. */
export type NestedPool = PoolRequest & { members?: MemberRequest[]; healthmonitor?: MonitorRequest };

/** A pool of a listener, or of a load balancer alone. */
export function addPool(cloud: CloudState, fields: Fields): Pool {
  const { listener_id, loadbalancer_id = "", ...rest } = fields as unknown as PoolRequest;
  const listener = listener_id === undefined ? undefined : found(cloud.listeners.get(listener_id), "Listener", listener_id);
  const balancer = loadBalancerOf(cloud, listener ?? { loadbalancers: [{ id: loadbalancer_id }] });
  const pool = newPool(cloud, balancer, listener, rest);
  touch(balancer);
  if (listener !== undefined) listener.default_pool_id = pool.id;
  return pool;
}

/** A pool with what stands in it. OVN spreads connections by their addresses and ports only. */
export function newPool(cloud: CloudState, balancer: LoadBalancer, listener: Listener | undefined, request: NestedPool): Pool {
  const { members = [], healthmonitor, ...rest } = request;
  unsupportedByOvn(balancer, rest.lb_algorithm !== "SOURCE_IP_PORT", `${rest.lb_algorithm} algorithm`);
  const listeners = listener === undefined ? [] : [{ id: listener.id }];
  const pool = cloud.pools.add({ ...rest, loadbalancers: [{ id: balancer.id }], listeners });
  for (const member of members) newMember(cloud, pool, member);
  if (healthmonitor !== undefined) newMonitor(cloud, pool, healthmonitor);
  return pool;
}

/** Removes a pool with its members and its monitor. */
export function removePool(cloud: CloudState, pool: Pool): void {
  touch(loadBalancerOf(cloud, pool));
  for (const { id } of membersOf(cloud, pool)) cloud.members.remove(id);
  for (const { id } of cloud.monitors.all().filter(({ pools: [first] }) => first?.id === pool.id)) cloud.monitors.remove(id);
  for (const listener of cloud.listeners.all()) if (listener.default_pool_id === pool.id) listener.default_pool_id = null;
  cloud.pools.remove(pool.id);
}

/** Where connections of a pool can go to. */
export function membersOf(cloud: CloudState, { id }: Pool): Member[] {
  return cloud.members.all().filter(({ pool_id }) => pool_id === id);
}

/** One more member. */
export function addMember(cloud: CloudState, fields: Fields, pool_id: string): Member {
  const pool = found(cloud.pools.get(pool_id), "Pool", pool_id);
  touch(loadBalancerOf(cloud, pool));
  return newMember(cloud, pool, fields as unknown as MemberRequest);
}

/** One member less. */
export function removeMember(cloud: CloudState, { id, pool_id }: Member): void {
  touch(loadBalancerOf(cloud, found(cloud.pools.get(pool_id), "Pool", pool_id)));
  cloud.members.remove(id);
}

/** A monitor of a pool. */
export function addMonitor(cloud: CloudState, fields: Fields): HealthMonitor {
  const { pool_id, ...rest } = fields as unknown as MonitorRequest & { pool_id: string };
  const pool = found(cloud.pools.get(pool_id), "Pool", pool_id);
  touch(loadBalancerOf(cloud, pool));
  return newMonitor(cloud, pool, rest);
}

/** Members are checked no longer. */
export function removeMonitor(cloud: CloudState, { id, pools: [pool] }: HealthMonitor): void {
  touch(loadBalancerOf(cloud, found(cloud.pools.get(pool?.id ?? ""), "Pool", pool?.id ?? "")));
  cloud.monitors.remove(id);
}

function newMember(cloud: CloudState, { id }: Pool, request: MemberRequest): Member {
  return cloud.members.add({ ...request, pool_id: id, provisioning_status: "ACTIVE" });
}

function newMonitor(cloud: CloudState, { id }: Pool, request: MonitorRequest): HealthMonitor {
  return cloud.monitors.add({ max_retries_down: 3, ...request, pools: [{ id }] });
}
