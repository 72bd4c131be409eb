import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import type { ClusterValue } from "@cstack/model";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { AddonSwitch } from "../resolve/unit.ts";
import { operatorOverwrite } from "./operator-values.ts";

function evaluate(values: ClusterValue[], data: GoValue, on?: AddonSwitch): unknown {
  const text = operatorOverwrite({ chart: "chart", values, on });
  const rendered = parseTemplate("overwrite", text, { functions: "operator" }).execute(data);
  return parse((parse(rendered) as { values: string }).values ?? "{}");
}

const cluster = (variables: { name: string; value: GoValue }[]) => ({ Cluster: { spec: { topology: { variables } } } });

describe("the operator's overwrite", () => {
  it("reads a path of the Cluster", () => {
    expect(evaluate([{ set: "cluster.name", cluster: "metadata.name" }], { Cluster: { metadata: { name: "a" } } })).toEqual({
      addon: { cluster: "a" },
      chart: { cluster: { name: "a" } },
    });
  });

  it("reads a path of the infrastructure cluster", () => {
    const value: ClusterValue = { set: "network", infraCluster: "status.network.id" };
    expect(evaluate([value], { Cluster: {}, InfraCluster: { status: { network: { id: "n" } } } })).toEqual({ chart: { network: "n" } });
  });

  it("reads a variable of any type", () => {
    const value: ClusterValue = { set: "replicas", variable: "size" };
    expect(
      evaluate(
        [value],
        cluster([
          { name: "other", value: 1 },
          { name: "size", value: { a: [1, "x"] } },
        ]),
      ),
    ).toEqual({ chart: { replicas: { a: [1, "x"] } } });
  });

  it("takes the default where nothing is there", () => {
    expect(evaluate([{ set: "replicas", variable: "size", default: 2 }], cluster([]))).toEqual({ chart: { replicas: 2 } });
  });

  it("leaves the value out where there is neither", () => {
    expect(
      evaluate(
        [
          { set: "a", cluster: "metadata.name" },
          { set: "b", variable: "x", default: 1 },
        ],
        cluster([]),
      ),
    ).toEqual({ chart: { b: 1 } });
  });

  it("turns a choice into a switch", () => {
    const value: ClusterValue = { set: "enabled", variable: "lb", equals: "yawol", default: false };
    expect(evaluate([value], cluster([{ name: "lb", value: "yawol" }]))).toEqual({ chart: { enabled: true } });
    expect(evaluate([value], cluster([{ name: "lb", value: "none" }]))).toEqual({ chart: { enabled: false } });
  });

  it("joins a list into a text", () => {
    const value: ClusterValue = { set: "cidrs", variable: "cidrs", join: "," };
    expect(evaluate([value], cluster([{ name: "cidrs", value: ["a", "b"] }]))).toEqual({ chart: { cidrs: "a,b" } });
  });

  it("keeps texts that YAML would read as something else", () => {
    expect(evaluate([{ set: "v", variable: "v" }], cluster([{ name: "v", value: "on: 1.30 # x" }]))).toEqual({
      chart: { v: "on: 1.30 # x" },
    });
  });

  it("reads a place inside a variable", () => {
    const value: ClusterValue = { set: "cloud", variable: "identityRef.cloudName", default: "openstack" };
    expect(evaluate([value], cluster([{ name: "identityRef", value: { cloudName: "mine" } }]))).toEqual({ chart: { cloud: "mine" } });
    expect(evaluate([value], cluster([]))).toEqual({ chart: { cloud: "openstack" } });
  });

  it("asks whether a choice is one of several", () => {
    const value: ClusterValue = { set: "enabled", variable: "lb", oneOf: ["ovn", "amphora"] };
    expect(evaluate([value], cluster([{ name: "lb", value: "amphora" }]))).toEqual({ chart: { enabled: true } });
    expect(evaluate([value], cluster([{ name: "lb", value: "none" }]))).toEqual({ chart: { enabled: false } });
  });

  it("calls a choice by another name, and leaves others out together with the key above them", () => {
    const value: ClusterValue = { set: "config.method", variable: "lb", map: { ovn: "SOURCE_IP_PORT" } };
    expect(evaluate([value], cluster([{ name: "lb", value: "ovn" }]))).toEqual({ chart: { config: { method: "SOURCE_IP_PORT" } } });
    expect(evaluate([value], cluster([{ name: "lb", value: "yawol" }]))).toBeNull();
  });

  it("is written, and wanted, only under a condition on a variable", () => {
    const value: ClusterValue = { set: "host", cluster: "spec.host", when: { variable: "gateway", oneOf: ["on"] }, required: true };
    const of = (gateway: string, host?: string) => ({
      Cluster: { spec: { ...(host === undefined ? {} : { host }), topology: { variables: [{ name: "gateway", value: gateway }] } } },
    });
    expect(evaluate([value], of("on", "h"))).toEqual({ chart: { host: "h" } });
    expect(evaluate([value], of("off", "h"))).toBeNull();
    expect(() => evaluate([value], of("on"))).toThrow("Cluster.spec.host has no value yet");
  });

  it("makes an object of each item, or of the value alone", () => {
    const value: ClusterValue = { set: "pools", variable: "cidrs", each: { name: "cidr", with: { nat: true } } };
    const pools = (...cidrs: string[]) => ({ chart: { pools: cidrs.map((cidr) => ({ cidr, nat: true })) } });
    expect(evaluate([value], cluster([{ name: "cidrs", value: ["a", "b"] }]))).toEqual(pools("a", "b"));
    expect(evaluate([value], cluster([{ name: "cidrs", value: "a" }]))).toEqual(pools("a"));
    expect(evaluate([value], cluster([{ name: "cidrs", value: [] }]))).toEqual(pools());
  });

  it("writes a text with the value in it below a key with a dot", () => {
    const value: ClusterValue = { set: ["data", "cloud.conf"], variable: "cloud", format: "[Global]\ncloud = %q\n" };
    const expected = { chart: { data: { "cloud.conf": '[Global]\ncloud = "a \\"b\\""\n' } } };
    expect(evaluate([value], cluster([{ name: "cloud", value: 'a "b"' }]))).toEqual(expected);
  });
});

describe("the switch of an addon", () => {
  const on: AddonSwitch = { variable: "cni", values: ["cilium"], byDefault: true };
  const network: ClusterValue = { set: "network", infraCluster: "status.network.id", required: true };

  it("follows the Cluster's variable, and its default in a Cluster without it", () => {
    expect(evaluate([], cluster([{ name: "cni", value: "cilium" }]), on)).toEqual({ addon: { enabled: true } });
    expect(evaluate([], cluster([{ name: "cni", value: "none" }]), on)).toEqual({ addon: { enabled: false } });
    expect(evaluate([], cluster([]), on)).toEqual({ addon: { enabled: true } });
    expect(evaluate([], cluster([]), { ...on, byDefault: false })).toEqual({ addon: { enabled: false } });
  });

  it("is a boolean for an addon of its own", () => {
    const metrics: AddonSwitch = { variable: "metrics", values: [true], byDefault: true };
    expect(evaluate([], cluster([{ name: "metrics", value: false }]), metrics)).toEqual({ addon: { enabled: false } });
  });

  it("makes a required value fail while it is missing, so that the operator tries again", () => {
    const message = "InfraCluster.status.network.id has no value yet, and network is made of it";
    expect(() => evaluate([network], cluster([{ name: "cni", value: "cilium" }]), on)).toThrow(message);
    expect(() => evaluate([network], cluster([]))).toThrow(message);
    expect(() => evaluate([network], { Cluster: {}, InfraCluster: { status: { network: { id: "" } } } })).toThrow(message);
  });

  it("asks nothing of a Cluster where the addon is off", () => {
    expect(evaluate([network], cluster([{ name: "cni", value: "none" }]), on)).toEqual({ addon: { enabled: false } });
  });
});
