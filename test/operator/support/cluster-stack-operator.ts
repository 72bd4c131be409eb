import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { UnitBundle } from "@cstack/bundle";
import { freePorts, isPortFree, issue, type Kubectl, newAuthority } from "@cstack/smoke";
import { parse } from "yaml";
import { type RunningProgram, startProgram } from "../../support/running-program.ts";
import { findTool, skipped } from "../../support/tools.ts";

/** The Cluster Stack Operator as somebody built it, and what it needs. */
export interface Operator {
  program: string;
  /** Folder with the definitions of its kinds, config/crd/bases of its repository. */
  definitions: string;
  helm: string;
}

/** Ports that the operator takes whatever it is told: those of its metrics and of its webhooks (cluster-stack-operator b3680fb, cmd/main.go). */
const fixedPorts = [8080, 9443];

const how =
  "build cluster-stack-operator (go build -mod=vendor ./cmd), name it in CSTACK_OPERATOR and its config/crd/bases in CSTACK_OPERATOR_CRDS";

/**
 * The operator that CSTACK_OPERATOR and CSTACK_OPERATOR_CRDS name; undefined where something is missing, which is said.
 * @param part what is skipped without it
 */
export async function findOperator(part = "operator"): Promise<Operator | undefined> {
  const { CSTACK_OPERATOR: program, CSTACK_OPERATOR_CRDS: definitions } = process.env;
  const helm = findTool("helm");
  if (program === undefined || !existsSync(program)) skipped(part, "CSTACK_OPERATOR names no program", how);
  else if (definitions === undefined || !existsSync(definitions)) skipped(part, "CSTACK_OPERATOR_CRDS names no folder", how);
  else if (helm === undefined) skipped(part, "helm, which the operator calls, is not on the path", "run `npm run tools -- helm`");
  else if (!(await Promise.all(fixedPorts.map(isPortFree))).every(Boolean))
    skipped(part, `one of the ports ${fixedPorts.join(" and ")} is taken`, "end what listens there: the operator takes no others");
  else return { program, definitions, helm };
  return undefined;
}

/** Installs the operator's kinds, with the label by which Cluster API finds the version that it can read. */
export async function installDefinitions({ definitions }: Operator, kubectl: Kubectl): Promise<void> {
  for (const file of readdirSync(definitions)) {
    const definition = parse(readFileSync(join(definitions, file), "utf8")) as { metadata: { labels?: Record<string, string> } };
    definition.metadata.labels = { ...definition.metadata.labels, "cluster.x-k8s.io/v1beta1": "v1beta1" };
    await kubectl.apply(JSON.stringify(definition));
  }
  await kubectl.run(["wait", "--for=condition=Established", "crd", "--all", "--timeout=60s"]);
}

/** Lays bundles where the operator looks for releases. */
export function layReleases(folder: string, bundles: readonly UnitBundle[]): void {
  for (const { release, files } of bundles)
    for (const [name, content] of files) {
      const path = join(folder, "cluster-stacks", release, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
}

/** Where an operator has its releases from. */
export interface ReleaseSource {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** Nothing but the folder. */
export const folderOnly: ReleaseSource = { args: ["--local"], env: {} };

/** A repository of a registry, named with its host; the file has the authority of its certificate, the only one that counts then. */
export function fromRegistry(repository: string, authority: string): ReleaseSource {
  const [host = ""] = repository.split("/");
  return { args: ["--source", "oci"], env: { OCI_REGISTRY: host, OCI_REPOSITORY: repository, SSL_CERT_FILE: authority } };
}

/** The operator while it runs. */
export interface RunningOperator extends RunningProgram {
  /** The server that Cluster API tells of what becomes of Clusters: its address, and the authority of its certificate as PEM. */
  hooks: { url: string; authority: string };
}

const halfAnHour = 1_800_000;

/**
 * Starts the operator on a folder of releases, which it adds to where its source is a registry. It reads certificates of two servers from folders, one of which has its
 * place below the system's folder for temporary files.
 */
export async function startOperator(
  { program, helm }: Operator,
  kubeconfig: string,
  folder: string,
  source: ReleaseSource,
): Promise<RunningOperator> {
  const hooks = join(folder, "hooks");
  const authority = newAuthority("cluster-stack-operator");
  for (const certificates of [hooks, join(folder, "k8s-webhook-server", "serving-certs")]) {
    const { certificate, key } = issue(authority, { commonName: "localhost", hosts: ["localhost"] });
    mkdirSync(certificates, { recursive: true });
    writeFileSync(join(certificates, "tls.crt"), certificate);
    writeFileSync(join(certificates, "tls.key"), key);
  }
  const [hookPort = 0] = await freePorts(1);
  const own = ["--leader-elect=false", "--health-probe-bind-address=0", `--hook-port=${hookPort}`, "--hook-cert-dir", hooks];
  const path = [dirname(helm), process.env["PATH"] ?? ""].join(delimiter);
  const env = { KUBECONFIG: kubeconfig, TMPDIR: folder, PATH: path, ...source.env };
  const running = startProgram(program, [...source.args, "--release-dir", folder, ...own], { env, lifetime: halfAnHour });
  return { ...running, hooks: { url: `https://localhost:${hookPort}`, authority: authority.certificate } };
}

/** What makes Cluster API call the operator's hooks. Source: cluster-api v1.14.0, api/runtime/v1beta2. */
export function extensionConfig({ url, authority }: RunningOperator["hooks"]): object {
  return {
    apiVersion: "runtime.cluster.x-k8s.io/v1beta2",
    kind: "ExtensionConfig",
    metadata: { name: "cluster-stack-operator" },
    spec: { clientConfig: { url, caBundle: Buffer.from(authority).toString("base64") } },
  };
}
