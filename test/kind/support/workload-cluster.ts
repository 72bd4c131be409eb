import type { KubernetesObject } from "@cstack/clusterclass";
import { execa } from "execa";

/** The machines of a Cluster with one control plane machine and one worker: names of containers, and of nodes. */
export interface Machines {
  controlPlane: string;
  worker: string;
}

interface MachineList {
  items: {
    metadata: { name: string; labels: Record<string, string>; deletionTimestamp?: string };
    status?: { conditions?: Condition[] };
  }[];
}

interface Condition {
  type: string;
  status: string;
}

const pause = 5_000;

/** A Cluster of the docker provider in a namespace of its own, through `kubectl` and `docker`. */
export class WorkloadCluster {
  readonly #kubeconfig: string;
  readonly #namespace: string;

  constructor(kubeconfig: string, namespace: string) {
    this.#kubeconfig = kubeconfig;
    this.#namespace = namespace;
  }

  /** Creates the namespace with Secrets, and in it what a bundle's class.yaml holds. */
  async install(classManifests: string, secrets: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<void> {
    await this.#kubectl(["create", "namespace", this.#namespace]);
    for (const [name, data] of Object.entries(secrets)) {
      await this.#apply(JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name }, stringData: data }));
    }
    await this.installClass(classManifests);
  }

  /** Creates what a bundle's class.yaml holds, and waits until Clusters can use it. */
  async installClass(classManifests: string): Promise<void> {
    await this.#apply(classManifests);
    await this.#kubectl(["wait", "--for=condition=VariablesReady", "clusterclass", "--all", "--timeout=60s"]);
  }

  /** Changes the Cluster by a JSON merge patch. */
  async patch(changes: object): Promise<void> {
    const [name = ""] = (await this.#kubectl(["get", "clusters", "--output=name"])).split("\n");
    await this.#kubectl(["patch", name, "--type=merge", "--patch", JSON.stringify(changes)]);
  }

  /** Objects of kinds as the management cluster has them, as YAML. */
  read(kinds: string): Promise<string> {
    return this.#kubectl(["get", kinds, "--output=yaml"]);
  }

  /** Versions of machines, each once. */
  async versions(): Promise<string[]> {
    const all = await this.#kubectl(["get", "machines", "--output=jsonpath={.items[*].spec.version}"]);
    return [...new Set(all.split(" "))].toSorted();
  }

  /** Credentials of the workload cluster, through the port that Docker publishes for its load balancer: machines' addresses are not reachable from every host. */
  async credentials(name: string): Promise<string> {
    const encoded = await this.#kubectl(["get", "secret", `${name}-kubeconfig`, "--output=jsonpath={.data.value}"]);
    const { stdout } = await execa("docker", ["port", `${name}-lb`, "6443/tcp"]);
    const port = /:(\d+)$/m.exec(stdout)?.[1];
    return Buffer.from(encoded, "base64")
      .toString("utf8")
      .replace(/server: .*/, `server: https://127.0.0.1:${port}`);
  }

  /** Applies the Cluster and waits until it has exactly one Ready machine of each kind, both others than those that it replaces. */
  async settle(cluster: KubernetesObject, milliseconds: number, replaced?: Machines): Promise<Machines> {
    const { name } = cluster.metadata;
    await this.#apply(JSON.stringify({ ...cluster, metadata: { name } }));
    return this.untilSettled(milliseconds, replaced);
  }

  /** Waits as `settle` does, for a Cluster that was changed already. */
  async untilSettled(milliseconds: number, replaced?: Machines): Promise<Machines> {
    const deadline = Date.now() + milliseconds;
    while (Date.now() < deadline) {
      const machines = await this.#readyMachines();
      if (machines !== undefined && machines.controlPlane !== replaced?.controlPlane && machines.worker !== replaced?.worker)
        return machines;
      await new Promise((done) => setTimeout(done, pause));
    }
    throw new Error(`the Cluster has not settled: ${await this.#kubectl(["get", "clusters,machines", "-o", "wide"])}`);
  }

  /** Deletes everything; machines go first, since only the provider can remove their containers. */
  async dissolve(): Promise<void> {
    await this.#kubectl(["delete", "clusters", "--all", "--timeout=240s"]);
    await this.#kubectl(["delete", "namespace", this.#namespace, "--timeout=120s"]);
  }

  async #readyMachines(): Promise<Machines | undefined> {
    const { items } = JSON.parse(await this.#kubectl(["get", "machines", "-o", "json"])) as MachineList;
    const settled = items.every(
      (machine) => machine.metadata.deletionTimestamp === undefined && holds(machine.status?.conditions, "Ready", "True"),
    );
    const [control, ...others] = items.filter(({ metadata }) => "cluster.x-k8s.io/control-plane" in metadata.labels);
    const [worker, ...rest] = items.filter(({ metadata }) => !("cluster.x-k8s.io/control-plane" in metadata.labels));
    if (!settled || control === undefined || worker === undefined || others.length + rest.length > 0) return undefined;
    return { controlPlane: control.metadata.name, worker: worker.metadata.name };
  }

  async #apply(manifests: string): Promise<void> {
    await this.#kubectl(["apply", "--server-side", "-f", "-"], manifests);
  }

  /** What kubectl prints; throws what it says where it fails. */
  async #kubectl(args: string[], input = ""): Promise<string> {
    const scope = ["--kubeconfig", this.#kubeconfig, "--namespace", this.#namespace];
    const { stdout } = await execa("kubectl", [...scope, ...args], { input, timeout: 300_000 });
    return stdout;
  }
}

/** What a command prints on a machine, both outputs together; it may fail. */
export async function onMachine(machine: string, command: string): Promise<string> {
  const { all } = await execa("docker", ["exec", machine, "sh", "-c", command], { reject: false, all: true, timeout: 60_000 });
  return all;
}

function holds(conditions: readonly Condition[] | undefined, type: string, status: string): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
}
