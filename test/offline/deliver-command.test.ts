import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTarGzFiles } from "@cstack/bundle";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";
import { cstack } from "../support/cstack.ts";
import { renderedUnit, root, unitOf } from "../support/repository.ts";

/** `cstack deliver` as people call it. */

const docker = "docker-scs-1-36";
const openstack = "openstack-wooctavia-1-36";
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-deliver-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Variable {
  name: string;
  value: unknown;
}

/** The sample Cluster of a unit in a file, with other variables, and what else the management cluster has. */
function clusterFile(id: string, variables: Record<string, unknown> = {}, spec: object = {}, others: object[] = []): string {
  const unit = unitOf(id);
  const cluster = structuredClone(renderedUnit(unit).sample.at(-1)) as {
    metadata: Record<string, unknown>;
    spec: { topology: { variables?: Variable[] } };
  };
  const own = (cluster.spec.topology.variables ?? []).filter(({ name }) => !Object.hasOwn(variables, name));
  const more = Object.entries(variables).map(([name, value]) => ({ name, value }));
  cluster.spec = { ...cluster.spec, ...spec, topology: { ...cluster.spec.topology, variables: [...own, ...more] } };
  cluster.metadata["namespace"] = "team";
  const file = join(folder, `cluster-${readdirSync(folder).length}.yaml`);
  writeFileSync(file, stringify({ apiVersion: "v1", kind: "List", items: [cluster, ...others] }));
  return file;
}

function deliver(unit: string, file: string, ...more: string[]) {
  return cstack(["deliver", unit, "--cluster", file, ...more]);
}

const endpoint = { controlPlaneEndpoint: { host: "203.0.113.7", port: 6443 } };
const repository = ["--repository", "oci://registry.example.com/charts"];

describe("cstack deliver --with flux", () => {
  it("prints sources and releases in order, into the workload cluster, with values of the infrastructure cluster", async () => {
    const status = { network: { id: "11111111-aaaa" }, externalNetwork: { id: "22222222-bbbb" } };
    const infraCluster = {
      apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1",
      kind: "OpenStackCluster",
      metadata: { name: "x" },
      status,
    };
    const yawol = { workloadLoadBalancer: "yawol", yawolFlavorID: "flavor", yawolImageID: "image" };
    const {
      status: code,
      stdout,
      stderr,
    } = await deliver(openstack, clusterFile(openstack, yawol, endpoint, [infraCluster]), "--with", "flux", ...repository);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const releases = parseAllDocuments(stdout)
      .map((document) => document.toJS() as { kind: string; metadata: { name: string }; spec: Record<string, unknown> })
      .filter(({ kind }) => kind === "HelmRelease");
    expect(releases.map(({ metadata }) => metadata.name).slice(0, 2)).toEqual(["my-cluster-cilium", "my-cluster-openstack-ccm"]);
    const release = releases.find(({ metadata }) => metadata.name === "my-cluster-yawol")!;
    expect(release.spec).toMatchObject({
      kubeConfig: { secretRef: { name: "my-cluster-kubeconfig", key: "value" } },
      dependsOn: [{ name: "my-cluster-openstack-ccm" }],
      chartRef: { kind: "OCIRepository", name: "my-cluster-yawol" },
      values: { yawolFloatingID: "22222222-bbbb", yawolNetworkID: "11111111-aaaa", yawolAPIHost: "https://203.0.113.7:6443" },
    });
  });

  it("says what the Cluster does not have yet", async () => {
    const yawol = { workloadLoadBalancer: "yawol", yawolFlavorID: "flavor", yawolImageID: "image" };
    const { status, stdout, stderr } = await deliver(openstack, clusterFile(openstack, yawol), "--with", "flux", ...repository);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/error CS3033: yawol: (InfraCluster|Cluster)\.\S+ has no value yet/);
    expect(stderr).toContain("kubectl get cluster");
  });

  it("wants a repository for charts that nobody publishes", async () => {
    const { status, stderr } = await deliver(docker, clusterFile(docker), "--with", "flux");
    expect(status).toBe(1);
    expect(stderr).toContain("CS3032");
    expect(stderr).toContain("helm push");
  });

  it("writes archives of these charts beside the objects", async () => {
    const out = join(folder, "flux");
    const { status, stdout } = await deliver(docker, clusterFile(docker), "--with", "flux", ...repository, "--out", out);
    expect(status).toBe(0);
    const [archive = ""] = readdirSync(join(out, "charts"));
    expect(stdout).toContain(join(out, "charts", archive));
    const name = archive.replace(/-[0-9.]+\.tgz$/, "");
    expect([...readTarGzFiles(readFileSync(join(out, "charts", archive))).keys()][0]).toBe(`${name}/Chart.yaml`);
    expect(
      readdirSync(out)
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => file.slice(3))[0],
    ).toBe("cilium.yaml");
  });
});

describe("cstack deliver with labels", () => {
  it("selects one Cluster by the labels it prints, and only charts that are on", async () => {
    const { stdout } = await deliver(docker, clusterFile(docker, { metricsServer: false }), "--with", "caaph", ...repository);
    const [cluster, ...proxies] = parseAllDocuments(stdout).map(
      (document) => document.toJS() as { metadata: Record<string, unknown>; spec: never },
    );
    const { labels } = cluster!.metadata as { labels: Record<string, string> };
    expect(cluster!.spec).toBeUndefined();
    expect(labels).toMatchObject({ "cstack.dev/cluster": "my-cluster", "cstack.dev/namespace": "team" });
    expect([labels["addons.cstack.dev/cilium"], labels["addons.cstack.dev/metrics-server"]]).toEqual(["enabled", "disabled"]);
    expect(proxies.map(({ metadata }) => metadata["name"])).toContain("my-cluster-metrics-server");
  });

  it("lists what is on in one profile", async () => {
    const { stdout } = await deliver(docker, clusterFile(docker, { metricsServer: false }), "--with", "sveltos", ...repository);
    const [, profile] = parseAllDocuments(stdout).map((document) => document.toJS() as { spec: { helmCharts: { releaseName: string }[] } });
    expect(profile!.spec.helmCharts.map(({ releaseName }) => releaseName)).toEqual(["cilium", "local-path"]);
  });
});

describe("cstack deliver --with helm", () => {
  const script = (out: string): string => join(out, "deliver.sh");

  /** Runs the script with a helm that only notes how it is called. */
  function run(out: string): { status: number | null; calls: string[]; stderr: string } {
    const helm = join(folder, "fake-helm");
    const log = join(folder, "helm-calls");
    rmSync(log, { force: true });
    writeFileSync(
      helm,
      `#!/bin/sh\necho "$*" >>'${log}'\nfor word do case $word in values/*|charts/*) test -f "$word" || exit 9;; esac; done\n`,
    );
    chmodSync(helm, 0o755);
    const env = { PATH: process.env["PATH"] ?? "", HELM: helm, WORKLOAD_KUBECONFIG: "/kubeconfigs/my cluster" };
    const { status, stderr } = spawnSync(script(out), { env, cwd: "/", encoding: "utf8" });
    return { status, stderr, calls: existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [] };
  }

  it("writes a script that installs in order what is on, after it has removed what is off", async () => {
    const out = join(folder, "helm");
    expect((await deliver(docker, clusterFile(docker), "--with", "helm", "--out", out)).status).toBe(0);
    expect(spawnSync("sh", ["-n", script(out)]).status).toBe(0);
    const { status, calls, stderr } = run(out);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const verbs = calls.map((call) => call.split(" ").slice(0, 3).join(" "));
    const installs = verbs.filter((verb) => verb.startsWith("upgrade"));
    expect(installs).toEqual(["upgrade --install cilium", "upgrade --install local-path", "upgrade --install metrics-server"]);
    expect(verbs.slice(-3)).toEqual(installs);
    expect(verbs.slice(0, -3).every((verb) => /^uninstall \S+ --namespace$/.test(verb))).toBe(true);
    const version = parse(readFileSync(join(root, "addons/cilium/versions.yaml"), "utf8")) as {
      versions: { minors: string[]; chart: string }[];
    };
    const chart = version.versions.find(({ minors }) => minors.includes("1.36"))?.chart;
    expect(calls.at(-3)).toBe(
      `upgrade --install cilium cilium --repo https://helm.cilium.io/ --version ${chart} --namespace kube-system --create-namespace --values values/01-cilium.yaml --kubeconfig /kubeconfigs/my cluster`,
    );
    expect(calls.at(-2)).toContain("local-path charts/local-path-1.0.0.tgz --namespace");
  });

  it("removes values of what is off by now, and nothing of anybody else", async () => {
    const out = join(folder, "helm-again");
    await deliver(docker, clusterFile(docker), "--with", "helm", "--out", out);
    writeFileSync(join(out, "values", "notes.txt"), "mine");
    await deliver(docker, clusterFile(docker, { metricsServer: false }), "--with", "helm", "--out", out);
    expect(readdirSync(join(out, "values")).sort()).toEqual(["01-cilium.yaml", "02-local-path.yaml", "notes.txt"]);
    expect(run(out).calls).toContainEqual(expect.stringMatching(/^uninstall metrics-server /));
  });

  it("stops where it is not told which cluster", () => {
    const out = join(folder, "helm");
    const { status, stderr } = spawnSync(script(out), { env: { PATH: process.env["PATH"] ?? "" }, encoding: "utf8" });
    expect(status).not.toBe(0);
    expect(stderr).toContain("names the kubeconfig of the workload cluster");
  });

  it("needs a directory", async () => {
    const { status, stderr } = await deliver(docker, clusterFile(docker), "--with", "helm");
    expect(status).toBe(2);
    expect(stderr).toContain("--out");
  });
});

describe("cstack deliver", () => {
  it("refuses a Cluster of another version", async () => {
    const { status, stderr } = await deliver("docker-scs-1-35", clusterFile(docker), "--with", "flux");
    expect(status).toBe(1);
    expect(stderr).toContain("CS7107");
  });

  it("takes no other delivery than those it knows", async () => {
    expect((await deliver(docker, clusterFile(docker), "--with", "argo")).status).toBe(2);
  });
});
