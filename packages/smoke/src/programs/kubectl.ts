import { type ProgramScope, runIn } from "./program.ts";

export interface KubectlScope extends ProgramScope {
  kubeconfig: string;
  namespace?: string;
  /** Arguments of the program before those of kubectl, where another program calls it. */
  through?: readonly string[];
}

/** An object as an API server returns it. */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
  status?: { conditions?: Condition[] } & Record<string, unknown>;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

const minute = 60_000;

/** `kubectl` for one cluster. */
export class Kubectl {
  readonly #scope: KubectlScope;

  constructor(scope: KubectlScope) {
    this.#scope = scope;
  }

  /** Any subcommand; what it prints. */
  run(args: readonly string[], input?: string, timeout = 2 * minute): Promise<string> {
    const { kubeconfig, namespace, through = [] } = this.#scope;
    const scope = [...through, "--kubeconfig", kubeconfig, ...(namespace === undefined ? [] : ["--namespace", namespace])];
    return runIn(this.#scope, [...scope, ...args], { timeout, ...(input === undefined ? {} : { input }) });
  }

  /** Applies manifests as the API server sees them; fields that others own are taken over. */
  async apply(manifests: string): Promise<void> {
    await this.run(["apply", "--server-side", "--force-conflicts", "-f", "-"], manifests);
  }

  /** The answer to a path of the API. */
  raw(path: string): Promise<string> {
    return this.run(["get", "--raw", path], undefined, minute);
  }

  async get(kind: string, name: string): Promise<ClusterObject> {
    return JSON.parse(await this.run(["get", kind, name, "-o", "json"])) as ClusterObject;
  }

  /** All objects of kinds, as `machines,clusters`. */
  async list(kinds: string, ...options: string[]): Promise<ClusterObject[]> {
    const { items } = JSON.parse(await this.run(["get", kinds, "-o", "json", ...options])) as { items: ClusterObject[] };
    return items;
  }

  /** Creates a namespace, or finds it. */
  async ensureNamespace(name: string): Promise<void> {
    await this.apply(JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
  }
}

/** The condition of an object. */
export function conditionOf({ status }: ClusterObject, type: string): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

/** Whether a condition of an object is true. */
export function holds(object: ClusterObject, type: string): boolean {
  return conditionOf(object, type)?.status === "True";
}
