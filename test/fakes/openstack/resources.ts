/** What everything in the cloud has. Fields of all resources are called as in the API, so that a row is what a client is told. */
export interface Resource {
  id: string;
  name: string;
  tags: string[];
}

export interface Network extends Resource {
  "router:external": boolean;
  mtu: number;
  port_security_enabled: boolean;
}

export interface Subnet extends Resource {
  network_id: string;
  cidr: string;
  gateway_ip: string;
  ip_version: 4;
  allocation_pools: { start: string; end: string }[];
  dns_nameservers: string[];
}

export interface FixedIp {
  subnet_id: string;
  ip_address: string;
}

export interface Port extends Resource {
  network_id: string;
  fixed_ips: FixedIp[];
  /** What the port belongs to, and of which kind that is; both empty while it belongs to nothing. */
  device_id: string;
  device_owner: string;
  mac_address: string;
  port_security_enabled: boolean;
  security_groups: string[];
  allowed_address_pairs: { ip_address: string; mac_address?: string }[];
}

export interface Router extends Resource {
  external_gateway_info: { network_id: string; external_fixed_ips: FixedIp[] } | null;
}

export interface SecurityGroup extends Resource {
  security_group_rules: SecurityGroupRule[];
}

export interface SecurityGroupRule {
  id: string;
  security_group_id: string;
  direction: "ingress" | "egress";
  ethertype: "IPv4" | "IPv6";
  protocol: string | null;
  port_range_min: number | null;
  port_range_max: number | null;
  remote_group_id: string | null;
  remote_ip_prefix: string | null;
  description: string;
}

export interface FloatingIp extends Resource {
  floating_network_id: string;
  floating_ip_address: string;
  port_id: string | null;
  fixed_ip_address: string | null;
  status: "ACTIVE" | "DOWN";
}

/** What Octavia makes passes through states; what time would bring about comes about when somebody looks at the load balancer again. */
export type ProvisioningStatus = "PENDING_CREATE" | "PENDING_UPDATE" | "PENDING_DELETE" | "ACTIVE";

export interface LoadBalancer extends Resource {
  provider: string;
  vip_address: string;
  vip_port_id: string;
  vip_subnet_id: string;
  vip_network_id: string;
  provisioning_status: ProvisioningStatus;
  operating_status: "ONLINE";
}

export interface Listener extends Resource {
  loadbalancers: { id: string }[];
  protocol: string;
  protocol_port: number;
  allowed_cidrs: string[] | null;
  default_pool_id: string | null;
}

export interface Pool extends Resource {
  loadbalancers: { id: string }[];
  listeners: { id: string }[];
  protocol: string;
  lb_algorithm: string;
}

export interface Member extends Resource {
  pool_id: string;
  address: string;
  protocol_port: number;
  provisioning_status: "ACTIVE";
}

export interface HealthMonitor extends Resource {
  pools: { id: string }[];
  type: string;
  delay: number;
  timeout: number;
  max_retries: number;
  max_retries_down: number;
}

export interface Server extends Resource {
  status: "BUILD" | "ACTIVE";
  flavor: { id: string };
  /** Empty text for a server that boots from a volume. */
  image: { id: string } | "";
  "OS-EXT-AZ:availability_zone": string;
  key_name: string | null;
  metadata: Record<string, string>;
  config_drive: string;
  /** As given by the client, in base64. */
  user_data: string;
  /** What the scheduler was told, by the names of the API. */
  scheduler_hints: Record<string, unknown>;
  ports: string[];
  volumes: { id: string; boot_index: number; delete_on_termination: boolean }[];
}

export interface ServerGroup extends Resource {
  policy: "affinity" | "anti-affinity" | "soft-affinity" | "soft-anti-affinity";
  members: string[];
}

export interface Flavor extends Resource {
  vcpus: number;
  ram: number;
  /** GB of the local disk; a flavor without one is for servers that boot from volumes. */
  disk: number;
}

export interface Image extends Resource {
  status: "active";
}

export interface Volume extends Resource {
  size: number;
  status: "creating" | "available" | "in-use";
  volume_type: string;
  availability_zone: string;
  image: string | null;
}
