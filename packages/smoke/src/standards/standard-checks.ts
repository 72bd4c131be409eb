import type { ClusterObject } from "../programs/kubectl.ts";
import type { ClusterFacts } from "./cluster-facts.ts";

/** A Kubernetes minor as the facts of a checkout have it; dates as `2027-06-28`. */
export interface KnownMinor {
  minor: string;
  endOfLife: string;
  /** The newest patch version that the facts know, as `1.36.5`, and when it came out. */
  newest: { version: string; released: string };
}

/** What a standard asks, and how a cluster stands to it. */
export interface StandardFinding {
  /** As `scs-0210`. */
  standard: string;
  title: string;
  /** How the standard says it: only what must be makes a cluster fail. */
  level: "must" | "should";
  status: "passed" | "failed" | "unknown";
  detail: string;
}

export interface CheckContext {
  minors: readonly KnownMinor[];
  today: Date;
}

type Outcome = Pick<StandardFinding, "status" | "detail">;
type StandardCheck = Pick<StandardFinding, "standard" | "title" | "level"> & {
  look(facts: ClusterFacts, context: CheckContext): Outcome;
};

/** Source: SovereignCloudStack/standards, Standards/scs-02xx, state of 2026-08-21. */
const checks: readonly StandardCheck[] = [
  {
    standard: "scs-0201",
    title: "conformance tests of the CNCF pass",
    level: "must",
    look: () => unknown("takes hours: run sonobuoy in the mode certified-conformance"),
  },
  { standard: "scs-0210", title: "the Kubernetes minor is supported upstream", level: "must", look: versionIsSupported },
  { standard: "scs-0210", title: "the Kubernetes patch version is at most a month behind", level: "must", look: patchIsRecent },
  { standard: "scs-0211", title: "there is one default storage class", level: "must", look: oneDefaultStorageClass },
  { standard: "scs-0214", title: "nodes say their zone and region", level: "must", look: nodesSayTheirZone },
  { standard: "scs-0214", title: "the control plane is spread over zones", level: "should", look: controlPlaneIsSpread },
  { standard: "scs-0215", title: "the API server limits requests", level: "must", look: apiServerLimits },
  {
    standard: "scs-0215",
    title: "the API server limits the rate of events",
    level: "must",
    look: (facts) => admits(facts, "EventRateLimit"),
  },
  { standard: "scs-0215", title: "etcd compacts periodically, and keeps eight hours", level: "must", look: etcdCompacts },
  {
    standard: "scs-0217",
    title: "kubelets serve no read-only port",
    level: "must",
    look: (facts) => kubelets(facts, ({ readOnlyPort = 0 }) => readOnlyPort === 0),
  },
  {
    standard: "scs-0217",
    title: "kubelets answer nobody without credentials",
    level: "must",
    look: (facts) => kubelets(facts, ({ authentication }) => authentication?.anonymous?.enabled === false),
  },
  {
    standard: "scs-0217",
    title: "kubelets ask the API server who may do what",
    level: "must",
    look: (facts) => kubelets(facts, ({ authorization }) => authorization?.mode === "Webhook"),
  },
  { standard: "scs-0217", title: "nodes may change only what is theirs", level: "must", look: (facts) => admits(facts, "NodeRestriction") },
  { standard: "scs-0217", title: "requests are authorized by Node and RBAC", level: "must", look: authorizes },
  { standard: "scs-0217", title: "etcd asks clients and peers for certificates", level: "must", look: etcdAsksForCertificates },
  { standard: "scs-0217", title: "privileged pods are refused by default", level: "should", look: refusesPrivileged },
  { standard: "scs-0219", title: "network policies are enforced", level: "must", look: networkPolicies },
];

/** How a cluster stands to each standard, in the order of their numbers. */
export function checkStandards(facts: ClusterFacts, context: CheckContext): StandardFinding[] {
  return checks.map(({ look, ...check }) => ({ ...check, ...look(facts, context) }));
}

function passed(detail: string): Outcome {
  return { status: "passed", detail };
}

function failed(detail: string): Outcome {
  return { status: "failed", detail };
}

function unknown(detail: string): Outcome {
  return { status: "unknown", detail };
}

function versionIsSupported({ version }: ClusterFacts, { minors, today }: CheckContext): Outcome {
  const known = minorOf(version, minors);
  if (known === undefined) return unknown(`nothing is known of ${version}`);
  const ended = Date.parse(`${known.endOfLife}T23:59:59Z`) < today.getTime();
  return ended ? failed(`${version} ended ${known.endOfLife}`) : passed(`${version}, until ${known.endOfLife}`);
}

/** A newer patch version may wait for a month; for two weeks, if it mends something grave, which nobody knows offline. */
const patchDays = 31;

function patchIsRecent({ version }: ClusterFacts, { minors, today }: CheckContext): Outcome {
  const newest = minorOf(version, minors)?.newest;
  if (newest === undefined) return unknown(`nothing is known of ${version}`);
  if (patchOf(version) >= patchOf(newest.version)) return passed(version);
  const days = Math.floor((today.getTime() - Date.parse(newest.released)) / (24 * 3_600_000));
  const said = `${version}, while ${newest.version} is out since ${newest.released}`;
  return days <= patchDays ? passed(said) : failed(said);
}

function patchOf(version: string): number {
  return Number(version.split(".")[2]?.split(/[^0-9]/)[0]);
}

function minorOf(version: string, minors: readonly KnownMinor[]): KnownMinor | undefined {
  return minors.find(({ minor }) => version.replace(/^v/, "").startsWith(`${minor}.`));
}

function oneDefaultStorageClass({ storageClasses }: ClusterFacts): Outcome {
  const marked = storageClasses.filter(({ metadata }) => metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true");
  const names = marked.map(({ metadata }) => metadata.name).join(", ");
  if (marked.length === 1) return passed(names);
  return failed(marked.length === 0 ? `none of ${storageClasses.length} classes is the default` : `several: ${names}`);
}

const zone = "topology.kubernetes.io/zone";
const region = "topology.kubernetes.io/region";

function nodesSayTheirZone({ nodes }: ClusterFacts): Outcome {
  const silent = nodes.filter(({ metadata: { labels = {} } }) => !labels[zone] || !labels[region]).map(nameOf);
  return silent.length === 0 ? passed(`${nodes.length} nodes`) : failed(`no zone or region: ${silent.join(", ")}`);
}

function controlPlaneIsSpread({ nodes }: ClusterFacts): Outcome {
  const own = nodes.filter(({ metadata }) => metadata.labels?.["node-role.kubernetes.io/control-plane"] !== undefined);
  if (own.length === 0) return unknown("no node is of the control plane");
  const zones = new Set(own.flatMap(({ metadata }) => metadata.labels?.[zone] ?? []));
  return zones.size > 1 ? passed([...zones].toSorted().join(", ")) : failed(`${own.length} nodes in ${zones.size} zones`);
}

function apiServerLimits({ flags }: ClusterFacts): Outcome {
  const own = flags.get("kube-apiserver");
  if (own === undefined) return unknown("the API server is no pod of the cluster");
  const missing = ["max-requests-inflight", "max-mutating-requests-inflight", "min-request-timeout"].filter((name) => !own.has(name));
  return missing.length === 0 ? passed("all limits are set") : failed(`not set: ${missing.join(", ")}`);
}

/** Plugins that are switched on; those that are on by default are not among the flags, and none of the standards' is. */
function admits({ flags }: ClusterFacts, plugin: string): Outcome {
  const own = flags.get("kube-apiserver");
  if (own === undefined) return unknown("the API server is no pod of the cluster");
  const plugins = own.get("enable-admission-plugins")?.split(",") ?? [];
  return plugins.includes(plugin) ? passed(`${plugin} is switched on`) : failed(`${plugin} is not switched on`);
}

function authorizes({ flags }: ClusterFacts): Outcome {
  const own = flags.get("kube-apiserver");
  if (own === undefined) return unknown("the API server is no pod of the cluster");
  if (own.has("authorization-config")) return unknown("a file says how requests are authorized");
  const modes = own.get("authorization-mode")?.split(",") ?? [];
  const right = modes.includes("Node") && modes.includes("RBAC") && !modes.includes("AlwaysAllow");
  return right ? passed(modes.join(", ")) : failed(`modes: ${modes.join(", ") || "none"}`);
}

function etcdCompacts({ flags }: ClusterFacts): Outcome {
  const own = flags.get("etcd");
  if (own === undefined) return unknown("etcd is no pod of the cluster");
  const [mode, retention] = [own.get("auto-compaction-mode"), own.get("auto-compaction-retention")];
  const said = `mode ${mode ?? "not set"}, retention ${retention ?? "not set"}`;
  return mode === "periodic" && /^8h?$/.test(retention ?? "") ? passed(said) : failed(said);
}

function etcdAsksForCertificates({ flags }: ClusterFacts): Outcome {
  const own = flags.get("etcd");
  if (own === undefined) return unknown("etcd is no pod of the cluster");
  const missing = ["client-cert-auth", "peer-client-cert-auth"].filter((name) => own.get(name) !== "true");
  return missing.length === 0 ? passed("both") : failed(`not set: ${missing.join(", ")}`);
}

function kubelets(
  { kubelets: known, nodes }: ClusterFacts,
  isRight: (configuration: NonNullable<ReturnType<typeof known.get>>) => boolean,
): Outcome {
  const wrong = [...known].filter(([, configuration]) => !isRight(configuration)).map(([name]) => name);
  if (wrong.length > 0) return failed(wrong.join(", "));
  return known.size === nodes.length
    ? passed(`${known.size} nodes`)
    : unknown(`${nodes.length - known.size} of ${nodes.length} kubelets did not answer`);
}

function refusesPrivileged({ refusesPrivilegedPods }: ClusterFacts): Outcome {
  if (refusesPrivilegedPods === undefined) return unknown("these credentials may not create pods");
  return refusesPrivilegedPods ? passed("in the namespace default") : failed("a privileged pod would be admitted in the namespace default");
}

function networkPolicies({ servesNetworkPolicies }: ClusterFacts): Outcome {
  if (servesNetworkPolicies === undefined) return unknown("these credentials may not see the API");
  return servesNetworkPolicies
    ? unknown("their API is served; whether they are enforced, tests show (sonobuoy --e2e-focus NetworkPolicy)")
    : failed("the API is not served");
}

function nameOf({ metadata }: ClusterObject): string {
  return metadata.name;
}
