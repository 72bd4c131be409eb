import { randomUUID } from "node:crypto";
import type * as resources from "./resources.ts";

/** All resources of one kind. */
export class Table<T extends resources.Resource> {
  readonly #rows = new Map<string, T>();

  /** Adds a resource; what every resource has gets a value where none is given. */
  add(row: Omit<T, keyof resources.Resource> & Partial<resources.Resource>): T {
    const added = { id: randomUUID(), name: "", tags: [], ...row } as unknown as T;
    this.#rows.set(added.id, added);
    return added;
  }

  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  all(): T[] {
    return [...this.#rows.values()];
  }

  named(name: string): T | undefined {
    return this.all().find((row) => row.name === name);
  }

  remove(id: string): void {
    this.#rows.delete(id);
  }
}

/** A project of the cloud with everything in it, and what it shares with others. */
export class CloudState {
  readonly projectId = randomUUID().replaceAll("-", "");
  readonly credentials: Readonly<Record<"username" | "password" | "projectName" | "domain", string>> = {
    username: "builder",
    password: randomUUID(),
    projectName: "project",
    domain: "Default",
  };
  /** Tokens that count; see `expireTokens` of the cloud. */
  readonly tokens = new Set<string>();
  readonly zones: string[] = ["zone-1", "zone-2", "zone-3"];
  readonly keypairs: string[] = [];
  readonly volumeTypes: string[] = ["__DEFAULT__"];
  readonly networks = new Table<resources.Network>();
  readonly subnets = new Table<resources.Subnet>();
  readonly ports = new Table<resources.Port>();
  readonly routers = new Table<resources.Router>();
  readonly securityGroups = new Table<resources.SecurityGroup>();
  readonly floatingIps = new Table<resources.FloatingIp>();
  readonly loadBalancers = new Table<resources.LoadBalancer>();
  readonly listeners = new Table<resources.Listener>();
  readonly pools = new Table<resources.Pool>();
  readonly members = new Table<resources.Member>();
  readonly monitors = new Table<resources.HealthMonitor>();
  readonly servers = new Table<resources.Server>();
  readonly serverGroups = new Table<resources.ServerGroup>();
  readonly flavors = new Table<resources.Flavor>();
  readonly images = new Table<resources.Image>();
  readonly volumes = new Table<resources.Volume>();

  /** How many resources there are, by kind; kinds without any are left out. */
  census(): Record<string, number> {
    const counts = Object.entries(this).map(([name, value]) => [name, value instanceof Table ? value.all().length : 0] as const);
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }
}
