import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../support/repository.ts";

const cstack = join(root, "packages", "cli", "bin", "cstack.mjs");
const minute = 60_000;

/** A release of Helm as `helm list` and `helm status` tell it. */
interface Release {
  name: string;
  status: string;
}

/** Addons of a workload cluster that `cstack deliver --with helm` brings there, with real Helm. */
export class DeliveredAddons {
  readonly #checkout: string;
  readonly #folder: string;

  /** `folder` gets files, among them the credentials of the workload cluster. */
  constructor(checkout: string, folder: string, credentials: string) {
    this.#checkout = checkout;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    writeFileSync(this.#kubeconfig, credentials, { mode: 0o600 });
  }

  /** Brings the addons of a unit to what the Cluster asks for; `objects` are the Cluster and its infrastructure. */
  async deliver(unit: string, objects: string): Promise<void> {
    const cluster = join(this.#folder, "cluster.yaml");
    const out = join(this.#folder, unit);
    writeFileSync(cluster, objects);
    const args = ["deliver", unit, "--root", this.#checkout, "--cluster", cluster, "--with", "helm", "--out", out];
    await execa(process.execPath, [cstack, ...args], { timeout: 2 * minute });
    await execa(join(out, "deliver.sh"), { env: { WORKLOAD_KUBECONFIG: this.#kubeconfig }, timeout: 10 * minute });
  }

  /** Releases in the order in which they were installed or upgraded last; all of them should be `deployed`. */
  async releases(): Promise<Release[]> {
    const { stdout } = await execa("helm", ["list", "--output", "json", ...this.#scope]);
    const releases = (JSON.parse(stdout) as (Release & { updated: string })[]).toSorted((a, b) => (a.updated < b.updated ? -1 : 1));
    return releases.map(({ name, status }) => ({ name, status }));
  }

  /** How the hooks of a release ended when they ran last, by their names. */
  async hooks(release: string): Promise<Record<string, string>> {
    const { stdout } = await execa("helm", ["status", release, "--output", "json", ...this.#scope]);
    const { hooks = [] } = JSON.parse(stdout) as { hooks?: { name: string; last_run: { phase: string } }[] };
    return Object.fromEntries(hooks.map(({ name, last_run }) => [name, last_run.phase]));
  }

  /** What kubectl prints of kube-system; throws what it says where it fails. */
  async kubectl(args: readonly string[], input = ""): Promise<string> {
    const scope = ["--kubeconfig", this.#kubeconfig, "--namespace", "kube-system"];
    const { stdout } = await execa("kubectl", [...scope, ...args], { input, timeout: 5 * minute });
    return stdout;
  }

  /** Whether an object is there. */
  async has(object: string): Promise<boolean> {
    return (await this.kubectl(["get", object, "--ignore-not-found", "--output=name"])) !== "";
  }

  /** Nobody else needs the credentials. */
  forget(): void {
    rmSync(this.#kubeconfig, { force: true });
  }

  get #kubeconfig(): string {
    return join(this.#folder, "workload-kubeconfig");
  }

  get #scope(): string[] {
    return ["--kubeconfig", this.#kubeconfig, "--namespace", "kube-system"];
  }
}
