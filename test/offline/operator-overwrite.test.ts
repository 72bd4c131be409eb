import { readTarGzFiles } from "@cstack/bundle";
import { type GoValue, parseTemplate } from "@cstack/gotemplate";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { allUnits, bundleOf, textOf } from "../support/repository.ts";

/** A Cluster as the operator sees it: v1beta1 shape, defaulted, with a status. */
const complete = {
  Cluster: {
    metadata: { name: "prod", namespace: "team" },
    spec: {
      controlPlaneEndpoint: { host: "203.0.113.7", port: 6443 },
      clusterNetwork: { pods: { cidrBlocks: ["192.168.0.0/16"] } },
      topology: { class: "x", version: "v1.36.4", variables: [{ name: "certSANs", value: [] }] },
    },
  },
  InfraCluster: { status: { network: { id: "n" }, externalNetwork: { id: "e" } } },
};
const incomplete = { Cluster: { metadata: { name: "prod" } } };

/** What the operator makes of an overwrite: rendered, parsed, and the text under `values` parsed again. */
function values(overwrite: string, data: GoValue): Record<string, unknown> {
  const rendered = parseTemplate("cluster-addon-values-prod", overwrite, { functions: "operator" }).execute(data);
  expect(rendered).not.toContain("<no value>");
  const { values: text } = parse(rendered) as { values: string };
  expect(typeof text).toBe("string");
  return parse(text) as Record<string, unknown>;
}

describe.each(allUnits().map((unit) => [unit.id, unit] as const))("the overwrites of %s", (_id, unit) => {
  const archive = readTarGzFiles(bundleOf(unit).files.get(`${unit.id}-cluster-addon-v1.tgz`) as Uint8Array);

  it("exist for every addon and are never empty, which would crash the operator", () => {
    for (const { addon } of unit.addons) expect(textOf(archive.get(`${addon.data.id}/overwrite.yaml`)).length).toBeGreaterThan(0);
  });

  it("give each chart the cluster's name", () => {
    for (const { addon } of unit.addons) {
      expect(values(textOf(archive.get(`${addon.data.id}/overwrite.yaml`)), complete)).toMatchObject({ addon: { cluster: "prod" } });
    }
  });

  it("print no missing value for a Cluster without status", () => {
    for (const { addon } of unit.addons) values(textOf(archive.get(`${addon.data.id}/overwrite.yaml`)), incomplete);
  });
});

describe("the choice of what makes load balancers on OpenStack", () => {
  const unit = allUnits().find(({ variables }) => variables.some(({ name }) => name === "workloadLoadBalancer"))!;
  const archive = readTarGzFiles(bundleOf(unit).files.get(`${unit.id}-cluster-addon-v1.tgz`) as Uint8Array);
  const { addon } = unit.addons.find(({ addon: { data } }) => data.role === "service-load-balancer" && data.alwaysOn === true)!;
  const settings = (choice: string) =>
    values(textOf(archive.get(`${addon.data.id}/overwrite.yaml`)), {
      Cluster: { ...complete.Cluster, spec: { topology: { variables: [{ name: "workloadLoadBalancer", value: choice }] } } },
    })[addon.data.chart.name];

  it("reaches cloud.conf, which the chart writes only into a Secret of its own", () => {
    const chart = parse(textOf(archive.get(`${addon.data.id}/values.yaml`))) as Record<string, { secret: unknown }>;
    expect(chart[addon.data.chart.name]?.secret).toMatchObject({ enabled: true, create: true });
    expect(settings("octavia-ovn")).toMatchObject({
      cloudConfig: { loadBalancer: { enabled: true, "lb-provider": "ovn", "lb-method": "SOURCE_IP_PORT" } },
    });
    expect(settings("octavia-amphora")).toMatchObject({
      cloudConfig: { loadBalancer: { enabled: true, "lb-provider": "amphora", "lb-method": "ROUND_ROBIN" } },
    });
  });

  it("turns Octavia off for everything else", () => {
    for (const choice of ["none", "yawol"]) expect(settings(choice)).toMatchObject({ cloudConfig: { loadBalancer: { enabled: false } } });
  });
});
