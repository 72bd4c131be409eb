import { linesOf } from "./docker.ts";
import { type ProgramScope, runIn } from "./program.ts";

const minute = 60_000;

export interface NewKindCluster {
  name: string;
  image: string;
  /** File that gets the credentials. */
  kubeconfig: string;
}

/** `kind`: clusters whose nodes are containers. */
export class Kind {
  readonly #scope: ProgramScope;

  constructor(scope: ProgramScope) {
    this.#scope = scope;
  }

  async clusters(): Promise<string[]> {
    return linesOf(await this.#run(["get", "clusters", "--quiet"], minute));
  }

  /** Makes a cluster of one node and waits until it is ready. */
  async create({ name, image, kubeconfig }: NewKindCluster): Promise<void> {
    await this.#run(["create", "cluster", "--name", name, "--image", image, "--kubeconfig", kubeconfig, "--wait", "5m"], 10 * minute);
  }

  /** Writes the credentials of a cluster into a file. */
  async exportKubeconfig(name: string, kubeconfig: string): Promise<void> {
    await this.#run(["export", "kubeconfig", "--name", name, "--kubeconfig", kubeconfig], minute);
  }

  /** Writes the journals of all nodes below a folder. */
  async exportLogs(name: string, folder: string): Promise<void> {
    await this.#run(["export", "logs", "--name", name, folder], 5 * minute);
  }

  async delete(name: string, kubeconfig: string): Promise<void> {
    await this.#run(["delete", "cluster", "--name", name, "--kubeconfig", kubeconfig], 5 * minute);
  }

  #run(args: readonly string[], timeout: number): Promise<string> {
    return runIn(this.#scope, args, { timeout });
  }
}
