import { found } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import { loadBalancerOf, touch, unsupportedByOvn } from "./octavia-load-balancers.ts";
import { type NestedPool, newPool } from "./octavia-pools.ts";
import type { Listener, LoadBalancer } from "./resources.ts";
import type { Fields } from "./route.ts";

export const listenerFields = [
  "name",
  "description",
  "protocol",
  "protocol_port",
  "loadbalancer_id",
  "allowed_cidrs",
  "tags",
  "default_pool_id",
  "connection_limit",
  "timeout_client_data",
  "timeout_member_data",
  "timeout_member_connect",
  "timeout_tcp_inspect",
];

interface ListenerRequest {
  loadbalancer_id: string;
  protocol: string;
  protocol_port: number;
  allowed_cidrs?: string[];
  default_pool_id?: string;
}

/** A listener that comes with its load balancer. */
export type NestedListener = Omit<ListenerRequest, "loadbalancer_id"> & { default_pool?: NestedPool };

/** A listener of a load balancer that is there. */
export function addListener(cloud: CloudState, fields: Fields): Listener {
  const { loadbalancer_id, ...rest } = fields as unknown as ListenerRequest;
  const balancer = found(cloud.loadBalancers.get(loadbalancer_id), "Load balancer", loadbalancer_id);
  const listener = newListener(cloud, balancer, rest);
  touch(balancer);
  return listener;
}

/** A listener, and what stands in it, of a load balancer that is being made. */
export function addNestedListener(cloud: CloudState, balancer: LoadBalancer, { default_pool, ...rest }: NestedListener): void {
  const listener = newListener(cloud, balancer, rest);
  if (default_pool !== undefined) listener.default_pool_id = newPool(cloud, balancer, listener, default_pool).id;
}

function newListener(cloud: CloudState, balancer: LoadBalancer, request: Omit<ListenerRequest, "loadbalancer_id">): Listener {
  unsupportedByOvn(balancer, (request.allowed_cidrs ?? []).length > 0, "allowed_cidrs option");
  return cloud.listeners.add({ default_pool_id: null, allowed_cidrs: null, ...request, loadbalancers: [{ id: balancer.id }] });
}

/** Changes who may connect. */
export function changeAllowed(cloud: CloudState, row: Listener, fields: Fields): void {
  const balancer = loadBalancerOf(cloud, row);
  unsupportedByOvn(balancer, "allowed_cidrs" in fields, "allowed_cidrs option");
  touch(balancer);
  Object.assign(row, fields);
}

/** Removes a listener, which its pool outlives. */
export function removeListener(cloud: CloudState, row: Listener): void {
  touch(loadBalancerOf(cloud, row));
  cloud.listeners.remove(row.id);
}
