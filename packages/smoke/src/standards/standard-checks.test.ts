import { describe, expect, it } from "vitest";
import type { ClusterObject } from "../programs/kubectl.ts";
import type { ClusterFacts } from "./cluster-facts.ts";
import { checkStandards } from "./standard-checks.ts";

const context = {
  minors: [{ minor: "1.36", endOfLife: "2027-06-28", newest: { version: "1.36.4", released: "2026-09-01" } }],
  today: new Date("2026-11-21T00:00:00Z"),
};

function object(name: string, metadata: Partial<ClusterObject["metadata"]> = {}): ClusterObject {
  return { apiVersion: "v1", kind: "Node", metadata: { name, ...metadata } };
}

function inZone(name: string, zone: string, labels: Record<string, string> = {}): ClusterObject {
  return object(name, { labels: { "topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": "r", ...labels } });
}

const controlPlane = { "node-role.kubernetes.io/control-plane": "" };
const right: ClusterFacts = {
  version: "v1.36.4",
  nodes: [inZone("a", "z1", controlPlane), inZone("b", "z2", controlPlane)],
  storageClasses: [object("fast"), object("standard", { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } })],
  flags: new Map([
    [
      "kube-apiserver",
      new Map([
        ["max-requests-inflight", "400"],
        ["max-mutating-requests-inflight", "200"],
        ["min-request-timeout", "1800"],
        ["enable-admission-plugins", "NodeRestriction,EventRateLimit"],
        ["authorization-mode", "Node,RBAC"],
      ]),
    ],
    [
      "etcd",
      new Map([
        ["auto-compaction-mode", "periodic"],
        ["auto-compaction-retention", "8h"],
        ["client-cert-auth", "true"],
        ["peer-client-cert-auth", "true"],
      ]),
    ],
  ]),
  kubelets: new Map(
    ["a", "b"].map((name) => [name, { authentication: { anonymous: { enabled: false } }, authorization: { mode: "Webhook" } }]),
  ),
  refusesPrivilegedPods: true,
  servesNetworkPolicies: true,
};

function statusOf(facts: Partial<ClusterFacts>, title: RegExp): string | undefined {
  return checkStandards({ ...right, ...facts }, context).find((finding) => title.test(finding.title))?.status;
}

describe("a cluster that does all that standards ask", () => {
  it("passes whatever can be seen without running tests in it", () => {
    const findings = checkStandards(right, context);
    expect(findings.filter(({ status }) => status === "failed")).toEqual([]);
    expect(findings.filter(({ status }) => status === "unknown").map(({ standard }) => standard)).toEqual(["scs-0201", "scs-0219"]);
  });
});

describe("a cluster fails", () => {
  const flags = (component: string, name: string, value?: string) => {
    const changed = new Map(right.flags.get(component));
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
    return { flags: new Map([...right.flags, [component, changed]]) };
  };

  it.each<[string, Partial<ClusterFacts>, RegExp]>([
    ["whose patch version is old", { version: "v1.36.3" }, /patch version/],
    ["without a default storage class", { storageClasses: [object("fast")] }, /default storage class/],
    ["with two default storage classes", { storageClasses: [right.storageClasses[1]!, right.storageClasses[1]!] }, /default storage class/],
    ["with a node that does not say its zone", { nodes: [object("a")] }, /zone and region/],
    ["with its control plane in one zone", { nodes: [inZone("a", "z1", controlPlane)] }, /spread/],
    ["whose API server has no limit", flags("kube-apiserver", "min-request-timeout"), /limits requests/],
    ["without a limit of events", flags("kube-apiserver", "enable-admission-plugins", "NodeRestriction"), /rate of events/],
    ["that allows everything", flags("kube-apiserver", "authorization-mode", "AlwaysAllow"), /authorized/],
    ["whose etcd keeps too little", flags("etcd", "auto-compaction-retention", "5m"), /compacts/],
    ["whose etcd trusts everybody", flags("etcd", "client-cert-auth", "false"), /certificates/],
    [
      "with a kubelet that everybody may ask",
      { kubelets: new Map([["a", { authentication: { anonymous: { enabled: true } } }]]) },
      /without credentials/,
    ],
    ["that admits privileged pods", { refusesPrivilegedPods: false }, /privileged/],
  ])("%s", (_what, facts, title) => {
    expect(statusOf(facts, title)).toBe("failed");
  });

  it("not yet, when a patch version came out some days ago", () => {
    const soon = { ...context, today: new Date("2026-09-20T00:00:00Z") };
    expect(checkStandards({ ...right, version: "v1.36.3" }, soon).find(({ title }) => /patch version/.test(title))).toMatchObject({
      status: "passed",
      detail: "v1.36.3, while 1.36.4 is out since 2026-09-01",
    });
  });

  it("whose minor has ended", () => {
    const later = { ...context, today: new Date("2027-07-01T00:00:00Z") };
    expect(checkStandards(right, later).find(({ title }) => /supported/.test(title))).toMatchObject({
      status: "failed",
      detail: "v1.36.4 ended 2027-06-28",
    });
  });
});

describe("what cannot be seen is unknown", () => {
  it.each<[string, Partial<ClusterFacts>, RegExp]>([
    ["flags of a control plane that somebody else runs", { flags: new Map() }, /limits requests|compacts|authorized/],
    ["a kubelet that does not answer", { kubelets: new Map() }, /read-only port/],
    ["a minor of which nothing is known", { version: "v1.40.0" }, /supported/],
    ["what becomes of a pod that may not be created", { refusesPrivilegedPods: undefined }, /privileged/],
  ])("%s", (_what, facts, title) => {
    expect(statusOf(facts, title)).toBe("unknown");
  });
});
