// What a release does to a fleet: Clusters of mixed variables in a stream of YAML, planned by the command line as anybody would.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { root } from "../bootstrap.mjs";

const program = join(root, "packages/cli/bin/cstack.mjs");
const clusterCount = 10_000;
const tenantCount = 100;

export async function benchFleet() {
  const folder = mkdtempSync(join(tmpdir(), "cstack-bench-fleet-"));
  try {
    for (const [from, to, mixed] of [
      ["openstack-scs-1-35", "openstack-scs-1-36", 200],
      ["openstack-scs-1-35", "openstack-scs-1-36", clusterCount],
      ["kubevirt-scs-1-35", "kubevirt-scs-1-36", 200],
    ]) {
      const file = join(folder, `${from}-${mixed}.yaml`);
      await writeFleet(file, from, mixed);
      const { seconds, memory, processor, report } = await planned(file, to);
      const { clusters, refused, rolls, quiet, unknown, machines } = report.totals;
      const answers = `${refused} refused, ${rolls} roll (${machines} machines), ${quiet} quiet, ${unknown} unknown`;
      console.log(`fleet diff, ${clusters} Clusters, ${mixed} different, ${from} to ${to}: ${answers}`);
      console.log(`  ${seconds.toFixed(1)} s, ${processor.toFixed(0)} s of ${availableParallelism()} cores, ${memory} MiB at most`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The class once for each tenant, as an operator installs it, then the Clusters; `mixed` of them differ in more than their names. */
async function writeFleet(file, unit, mixed) {
  const documents = JSON.parse(output(["render", unit, "-o", "json"])).flat();
  const ofClass = documents.filter(({ kind }) => kind !== "Cluster");
  const sample = documents.find(({ kind }) => kind === "Cluster");
  const stream = createWriteStream(file);
  const write = (object) => stream.write(`${JSON.stringify(object)}\n---\n`);
  for (let tenant = 0; tenant < tenantCount; tenant++)
    for (const object of ofClass) write({ ...object, metadata: { ...object.metadata, namespace: `tenant-${tenant}` } });
  for (let number = 0; number < clusterCount; number++)
    if (!stream.write(`${clusterYaml(sample, number, mixed)}---\n`)) await new Promise((resolve) => stream.once("drain", resolve));
  stream.end();
  await finished(stream);
}

/** As kubectl prints it: YAML, with status and bookkeeping. */
function clusterYaml(sample, number, mixed) {
  const kind = number % mixed;
  const { topology } = sample.spec;
  const values = [
    ...(topology.variables ?? []),
    { name: "certSANs", value: [`api-${kind}.example.com`] },
    { name: "exposeComponentMetrics", value: kind % 2 === 0 },
    { name: "kubelet", value: { maxPods: 100 + (kind % 50) } },
    { name: "workerNodeLabels", value: { "example.com/pool": `p${kind % 7}` } },
    ...(kind % 11 === 0 ? [{ name: "oidcConfig", value: { clientID: "kubernetes", issuerURL: `https://id-${kind}.example.com` } }] : []),
  ];
  const pools = Array.from(
    { length: 1 + (kind % 3) },
    (_, pool) => `      - {class: default-worker, name: pool-${pool}, replicas: ${1 + (kind % 5)}}\n`,
  );
  return `apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata:
  name: c-${number}
  namespace: tenant-${number % tenantCount}
  uid: 00000000-0000-4000-8000-${String(number).padStart(12, "0")}
  resourceVersion: "${1000 + number}"
  labels: {tenant: t${number % tenantCount}}
spec:
  clusterNetwork: ${JSON.stringify(sample.spec.clusterNetwork ?? {})}
  controlPlaneEndpoint: {host: 203.0.113.${number % 250}, port: 6443}
  topology:
    classRef: {name: ${topology.classRef.name}}
    version: ${topology.version}
    controlPlane: {replicas: ${kind % 2 === 0 ? 3 : 1}}
    workers:
      machineDeployments:
${pools.join("")}    variables:
${values.map((value) => `      - ${JSON.stringify(value)}\n`).join("")}status:
  phase: Provisioned
  conditions:
    - {type: Available, status: "True", reason: Available, message: "", lastTransitionTime: "2026-11-01T00:00:00Z"}
`;
}

async function planned(file, to) {
  const started = performance.now();
  const child = spawn(process.execPath, [program, "fleet", "diff", "--to", to, "--from", file, "--report-only", "-o", "json"], {
    cwd: root,
  });
  let used = { memory: 0, processor: 0 };
  const watch = setInterval(() => {
    used = usageOf(child.pid) ?? used;
  }, 100);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  clearInterval(watch);
  if (code !== 0) throw new Error(`fleet diff: ${stderr}`);
  return { seconds: (performance.now() - started) / 1000, ...used, report: JSON.parse(stdout) };
}

/** The largest resident size of a process with its threads so far, in MiB, and the seconds of processors that it took; undefined where the kernel is not Linux's. */
function usageOf(pid) {
  try {
    const memory = Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024);
    const ticks = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    return { memory, processor: (Number(ticks[11]) + Number(ticks[12])) / 100 };
  } catch {
    return undefined;
  }
}

function output(args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: "utf8", maxBuffer: 1024 ** 3 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
