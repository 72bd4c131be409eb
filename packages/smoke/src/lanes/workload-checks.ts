import { eventually, NotYet } from "../process/eventually.ts";
import { ProgramFailure } from "../process/program-failure.ts";
import { type ClusterObject, holds } from "../programs/kubectl.ts";
import type { Step, StepContext, StepResult } from "../steps/step.ts";
import { asEscapes, dnsAnswer, dnsQuestion } from "./dns-query.ts";
import type { KindRun } from "./kind-run.ts";
import { type ContainerMachine, currentMachines } from "./machines.ts";

const minute = 60_000;
const waiting = { timeout: 4 * minute, pause: 3_000 };

/** What a cluster must do for its users. Images that a machine does not have are not asked for: what machines have suffices. */
export function workloadChecks(run: KindRun): Step[] {
  const check = (id: string, title: string, look: (machines: ContainerMachine[], context: StepContext) => Promise<StepResult>): Step => ({
    id,
    title,
    timeout: 5 * minute,
    run: async (context) => look(await currentMachines(run, context), context),
  });
  return [
    check("nodes", "nodes are Ready and of the release's version", (machines, context) => nodesAreReady(run, machines, context)),
    check("services", "Services are reached from every machine", (machines, context) => servicesAnswer(run, machines, context)),
    check("dns", "names are resolved from every machine", (machines, context) => namesAreResolved(run, machines, context)),
    check("volumes", "a volume is made for a claim", (machines, context) => volumesAreMade(run, machines, context)),
    check("network-policies", "network policies are enforced", async () => ({
      status: "unknown",
      detail: "needs pods with programs of their own, whose images nothing in the bundle names",
    })),
  ];
}

async function nodesAreReady(run: KindRun, machines: readonly ContainerMachine[], context: StepContext): Promise<StepResult> {
  const kubectl = workloadOf(run, machines, context);
  return eventually({ ...waiting, signal: context.signal }, async () => {
    const nodes = await kubectl.list("nodes");
    const wrong = nodes.find((node) => !holds(node, "Ready") || kubeletOf(node) !== machines[0]?.version);
    if (wrong !== undefined)
      throw new NotYet(`node ${wrong.metadata.name} is not Ready, or not ${machines[0]?.version} but ${kubeletOf(wrong)}`);
    if (nodes.length !== machines.length) throw new NotYet(`${nodes.length} nodes of ${machines.length} machines`);
    return { detail: `${nodes.length} nodes ${machines[0]?.version}` };
  });
}

function kubeletOf({ status = {} }: ClusterObject): string | undefined {
  return (status["nodeInfo"] as { kubeletVersion?: string } | undefined)?.kubeletVersion;
}

/** The API server has a Service in every cluster; an answer of any status shows that the way to it works. */
async function servicesAnswer(run: KindRun, machines: readonly ContainerMachine[], context: StepContext): Promise<StepResult> {
  const address = await serviceAddress(run, machines, context, "default", "kubernetes");
  for (const { container } of machines) {
    const command = [
      "curl",
      "--silent",
      "--insecure",
      "--max-time",
      "10",
      "--output",
      "/dev/null",
      "--write-out",
      "%{http_code}",
      `https://${address}/livez`,
    ];
    await eventually({ ...waiting, signal: context.signal }, async () => {
      const status = await inContainer(run, container, command, context);
      if (!/^[1-5]\d\d$/.test(status)) throw new NotYet(`no answer from ${address} on ${container}`);
    });
  }
  return { detail: `kubernetes.default at ${address} from ${machines.length} machines` };
}

/** Asks over TCP with what every machine has: it goes through the Service of DNS to a pod, which may be on another machine. */
const ask = 'exec 3<>"/dev/tcp/$1/53" && printf "$2" >&3 && timeout 5 head --bytes=14 <&3 | od --address-radix=n --format=x1';

async function namesAreResolved(run: KindRun, machines: readonly ContainerMachine[], context: StepContext): Promise<StepResult> {
  const address = await serviceAddress(run, machines, context, "kube-system", "kube-dns");
  const network = run.subject.cluster.spec?.["clusterNetwork"] as { serviceDomain?: string } | undefined;
  const name = `kubernetes.default.svc.${network?.serviceDomain ?? "cluster.local"}`;
  const question = asEscapes(dnsQuestion(name));
  for (const { container } of machines) {
    await eventually({ ...waiting, signal: context.signal }, async () => {
      const hex = await inContainer(run, container, ["bash", "-c", ask, "ask", address, question], context);
      const { code, answers } = dnsAnswer(hex.trim() === "" ? notYet(`no answer of DNS at ${address} on ${container}`) : hex);
      if (code !== 0 || answers === 0) throw new NotYet(`DNS answers with code ${code} and ${answers} addresses on ${container}`);
    });
  }
  return { detail: `${name} from ${machines.length} machines` };
}

async function serviceAddress(
  run: KindRun,
  machines: readonly ContainerMachine[],
  context: StepContext,
  namespace: string,
  name: string,
): Promise<string> {
  const text = await workloadOf(run, machines, context).run([
    "--namespace",
    namespace,
    "get",
    "service",
    name,
    "--output=jsonpath={.spec.clusterIP}",
  ]);
  return text.trim();
}

async function volumesAreMade(run: KindRun, machines: readonly ContainerMachine[], context: StepContext): Promise<StepResult> {
  const kubectl = workloadOf(run, machines, context);
  const classes = await kubectl.list("storageclasses");
  const isDefault = ({ metadata }: ClusterObject) => metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";
  const storageClass = classes.find(isDefault);
  if (storageClass === undefined)
    return { status: "skipped", detail: "there is no default storage class: the addon that brings one was not delivered" };
  const image = (await inContainer(run, machines[0]?.container ?? "", ["crictl", "images", "--output", "json"], context)).match(
    /registry\.k8s\.io\/pause:[\w.]+/,
  )?.[0];
  if (image === undefined) return { status: "skipped", detail: "machines have no image that a pod could run with" };
  await kubectl.apply(JSON.stringify(podWithVolume(image)));
  await eventually({ ...waiting, signal: context.signal }, async () => {
    const pod = await kubectl.get("pod", "cstack-smoke");
    if (pod.status?.["phase"] !== "Running") throw new NotYet(`the pod is ${pod.status?.["phase"]}`);
  });
  await kubectl.run(["delete", "pod/cstack-smoke", "persistentvolumeclaim/cstack-smoke", "--timeout=60s"]);
  return { detail: `of ${storageClass.metadata.name}` };
}

function podWithVolume(image: string): object {
  const metadata = { name: "cstack-smoke", namespace: "default" };
  const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "16Mi" } } };
  const volumes = [{ name: "data", persistentVolumeClaim: { claimName: metadata.name } }];
  const containers = [{ name: "pause", image, imagePullPolicy: "IfNotPresent", volumeMounts: [{ name: "data", mountPath: "/data" }] }];
  const items = [
    { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec: claim },
    { apiVersion: "v1", kind: "Pod", metadata, spec: { containers, volumes } },
  ];
  return { apiVersion: "v1", kind: "List", items };
}

function workloadOf(run: KindRun, machines: readonly ContainerMachine[], context: StepContext) {
  const controlPlane = machines.find(({ isControlPlane }) => isControlPlane);
  return run.workload(controlPlane?.container ?? notYet("there is no control plane machine"), context);
}

/** What a command prints in a machine; one that fails may succeed later. */
async function inContainer(run: KindRun, container: string, command: readonly string[], context: StepContext): Promise<string> {
  try {
    return await run.docker(context).exec(container, command);
  } catch (error) {
    if (error instanceof ProgramFailure && error.ending === "exit code") throw new NotYet(error.message);
    throw error;
  }
}

function notYet(message: string): never {
  throw new NotYet(message);
}
