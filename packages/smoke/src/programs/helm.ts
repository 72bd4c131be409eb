import { type ProgramScope, runIn } from "./program.ts";

export interface HelmRelease {
  name: string;
  namespace: string;
  /** Folder or archive. */
  chart: string;
  /** YAML. */
  values: string;
}

const minute = 60_000;

/** `helm`: charts as manifests. */
export class Helm {
  readonly #scope: ProgramScope;

  constructor(scope: ProgramScope) {
    this.#scope = scope;
  }

  /** The manifests of a chart, as whoever applies them without hooks gets them. */
  template({ name, namespace, chart, values }: HelmRelease): Promise<string> {
    const args = ["template", name, chart, "--namespace", namespace, "--no-hooks", "--include-crds", "--values", "-"];
    return runIn(this.#scope, args, { input: values, timeout: minute });
  }
}
