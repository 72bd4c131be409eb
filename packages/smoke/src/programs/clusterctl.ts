import { type ProgramScope, runIn } from "./program.ts";

const minute = 60_000;

/** `clusterctl`: what stands in a management cluster, as its own tool tells it. */
export class Clusterctl {
  readonly #scope: ProgramScope;

  constructor(scope: ProgramScope) {
    this.#scope = scope;
  }

  /** The tree of a Cluster's objects with all conditions. */
  describe(kubeconfig: string, namespace: string, cluster: string): Promise<string> {
    const where = ["--kubeconfig", kubeconfig, "--namespace", namespace];
    return runIn(this.#scope, ["describe", "cluster", cluster, ...where, "--show-conditions", "all", "--grouping=false"], {
      timeout: minute,
    });
  }
}
