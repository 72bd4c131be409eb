import { found } from "./cloud-refusal.ts";
import type { CloudState, Table } from "./cloud-state.ts";
import type { Resource } from "./resources.ts";
import type { Exchange, Fields, Route } from "./route.ts";

/** A kind of resource that clients list, show, create, change and delete in the same way. */
export interface Collection<T extends Resource> {
  /** Where the list is, e.g. /network/v2.0/networks. */
  path: string;
  /** Keys in bodies, of one and of several. */
  one: string;
  many: string;
  table: (cloud: CloudState) => Table<T>;
  /** Parameters of lists besides those of tags and pages. */
  filters: readonly string[];
  /** Fields that clients give when they create one; none where they do not. */
  creates?: readonly string[];
  create?: (cloud: CloudState, fields: Fields, exchange: Exchange) => T;
  /** Fields that clients change. */
  changes?: readonly string[];
  change?: (cloud: CloudState, row: T, fields: Fields) => void;
  /** Refuses where something else needs it, else removes what goes with it. */
  remove?: (cloud: CloudState, row: T) => void;
  /** What time would have brought about since the last look. */
  settle?: (cloud: CloudState, row: T) => void;
  /** What a client is told of it. */
  shown?: (cloud: CloudState, row: T) => unknown;
  /** Whether a resource stands below what the path names, where lists stand below something else. */
  below?: (row: T, parameters: Record<string, string>) => boolean;
  /** Status of the answer to a creation, if not 201. */
  created?: number;
}

const tagFilters = ["tags", "tags-any", "not-tags", "not-tags-any", "limit"];

/** The routes of a collection. */
export function collectionRoutes<T extends Resource>(kind: Collection<T>): Route[] {
  return [listRoute(kind), showRoute(kind), ...createRoute(kind), ...changeRoute(kind), ...deleteRoute(kind)];
}

function listRoute<T extends Resource>(kind: Collection<T>, path = kind.path): Route {
  return {
    method: "GET",
    path,
    query: [...kind.filters, ...tagFilters],
    answer: ({ query, parameters }, cloud) => {
      for (const row of kind.table(cloud).all()) kind.settle?.(cloud, row);
      const rows = kind
        .table(cloud)
        .all()
        .filter((row) => (kind.below?.(row, parameters) ?? true) && hasAll(row, query));
      const limit = Number(query.get("limit") ?? rows.length);
      return { status: 200, body: { [kind.many]: rows.slice(0, limit).map((row) => shown(kind, cloud, row)) } };
    },
  };
}

/** The list with all details, where a service has it beside a short one. */
export function detailRoute<T extends Resource>(kind: Collection<T>): Route {
  return listRoute(kind, `${kind.path}/detail`);
}

function showRoute<T extends Resource>(kind: Collection<T>): Route {
  return {
    method: "GET",
    path: `${kind.path}/:id`,
    answer: ({ parameters }, cloud) => {
      const row = existing(kind, cloud, parameters);
      return { status: 200, body: { [kind.one]: shown(kind, cloud, row) } };
    },
  };
}

function createRoute<T extends Resource>(kind: Collection<T>): Route[] {
  const { creates, create } = kind;
  if (creates === undefined || create === undefined) return [];
  return [
    {
      method: "POST",
      path: kind.path,
      body: { [kind.one]: creates },
      answer: (exchange, cloud) => {
        const row = create(cloud, exchange.body[kind.one] as Fields, exchange);
        return { status: kind.created ?? 201, body: { [kind.one]: shown(kind, cloud, row) } };
      },
    },
  ];
}

function changeRoute<T extends Resource>(kind: Collection<T>): Route[] {
  const { changes, change } = kind;
  if (changes === undefined) return [];
  return [
    {
      method: "PUT",
      path: `${kind.path}/:id`,
      body: { [kind.one]: changes },
      answer: ({ parameters, body }, cloud) => {
        const row = existing(kind, cloud, parameters);
        const fields = body[kind.one] as Fields;
        if (change === undefined) Object.assign(row, fields);
        else change(cloud, row, fields);
        return { status: 200, body: { [kind.one]: shown(kind, cloud, row) } };
      },
    },
  ];
}

function deleteRoute<T extends Resource>(kind: Collection<T>): Route[] {
  if (kind.remove === undefined) return [];
  return [
    {
      method: "DELETE",
      path: `${kind.path}/:id`,
      query: ["cascade"],
      answer: ({ parameters }, cloud) => {
        kind.remove?.(cloud, existing(kind, cloud, parameters));
        return { status: 204 };
      },
    },
  ];
}

function existing<T extends Resource>(kind: Collection<T>, cloud: CloudState, { id = "" }: Record<string, string>): T {
  const table = kind.table(cloud);
  kind.settle?.(cloud, found(table.get(id), kind.one, id));
  return found(table.get(id), kind.one, id);
}

function shown<T extends Resource>(kind: Collection<T>, cloud: CloudState, row: T): unknown {
  return kind.shown?.(cloud, row) ?? row;
}

/** Whether a resource is what a query asks for. A parameter that stands several times asks for any of its values. */
function hasAll(row: Resource, query: URLSearchParams): boolean {
  return [...new Set(query.keys())].every((name) => has(row, name, query.getAll(name)));
}

function has(row: Resource, name: string, values: readonly string[]): boolean {
  const asked = values.flatMap((value) => value.split(","));
  switch (name) {
    case "limit":
    case "project_id":
    case "tenant_id":
      return true;
    case "tags":
    case "tag":
      return asked.every((tag) => row.tags.includes(tag));
    case "tags-any":
      return asked.some((tag) => row.tags.includes(tag));
    case "not-tags":
      return !asked.every((tag) => row.tags.includes(tag));
    case "not-tags-any":
      return !asked.some((tag) => row.tags.includes(tag));
    case "loadbalancer_id":
    case "listener_id":
    case "pool_id":
      return isOf(row, `${name.replace(/_id$/, "")}s`, values);
    case "fixed_ips":
      return values.every((value) => hasAddress(row, value));
    case "security_groups":
      return values.some((value) => (row as unknown as Fields & { security_groups: string[] }).security_groups.includes(value));
    default:
      return values.includes(String((row as unknown as Fields)[name]));
  }
}

/** Resources of Octavia say in lists what they belong to. */
function isOf(row: Resource, owners: string, ids: readonly string[]): boolean {
  const owned = (row as unknown as Record<string, { id: string }[] | undefined>)[owners] ?? [];
  return owned.some(({ id }) => ids.includes(id));
}

/** Ports are asked for by `fixed_ips=ip_address=<address>` or `fixed_ips=subnet_id=<id>`. */
function hasAddress(row: Resource, condition: string): boolean {
  const [field = "", value] = condition.split("=");
  const { fixed_ips = [] } = row as { fixed_ips?: Fields[] };
  return fixed_ips.some((fixed) => fixed[field] === value);
}
