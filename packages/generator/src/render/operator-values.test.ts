import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import type { ClusterValue } from "@cstack/model";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { operatorOverwrite } from "./operator-values.ts";

function evaluate(values: ClusterValue[], data: GoValue): unknown {
  const rendered = parseTemplate("overwrite", operatorOverwrite("chart", values), { functions: "operator" }).execute(data);
  return parse((parse(rendered) as { values: string }).values ?? "{}");
}

const cluster = (variables: { name: string; value: GoValue }[]) => ({ Cluster: { spec: { topology: { variables } } } });

describe("the operator's overwrite", () => {
  it("reads a path of the Cluster", () => {
    expect(evaluate([{ set: "cluster.name", cluster: "metadata.name" }], { Cluster: { metadata: { name: "a" } } })).toEqual({
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
});
