import { type ProgramScope, runIn } from "./program.ts";

export interface HelmRelease {
  name: string;
  namespace: string;
  /** Folder or archive. */
  chart: string;
  kubeconfig: string;
  /** YAML. */
  values: string;
}

const minute = 60_000;

/** `helm`: charts as manifests, and as releases in a cluster. */
export class Helm {
  readonly #scope: ProgramScope;

  constructor(scope: ProgramScope) {
    this.#scope = scope;
  }

  /** The manifests of a chart. */
  template(chart: string, values: string): Promise<string> {
    return runIn(this.#scope, ["template", "release", chart, "--values", "-"], { input: values, timeout: minute });
  }

  /** Installs a chart or changes what is installed, and waits until its workloads are ready. */
  async upgrade({ name, namespace, chart, kubeconfig, values }: HelmRelease, timeout: number): Promise<void> {
    const scope = ["--kubeconfig", kubeconfig, "--namespace", namespace, "--values", "-"];
    const waiting = ["--install", "--wait", "--timeout", `${Math.floor(timeout / 1000)}s`];
    await runIn(this.#scope, ["upgrade", name, chart, ...scope, ...waiting], { input: values, timeout: timeout + minute });
  }
}
