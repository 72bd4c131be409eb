import { planCluster } from "@cstack/clusterclass";
import { pulledImages, sampleWith } from "@cstack/generator";
import { describe, expect, test } from "vitest";
import { allUnits, bundleOf, ejs, renderedUnit, textOf } from "../support/repository.ts";

/** The stack for clouds that have no Octavia: nothing of it may be left, and the API server has its address from kube-vip. */

const units = allUnits().filter(({ stack }) => stack.data.id === "wooctavia");

describe.each(units.map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
  const rendered = renderedUnit(unit);
  const objects = (variables: Record<string, unknown>) => planCluster(sampleWith(rendered, variables));

  test("names Octavia nowhere in its class, not in a variable and not in a patch", () => {
    const named = JSON.stringify([rendered.clusterClass, rendered.templates, rendered.sample]).match(/.{0,40}(?<!wo)octavia.{0,40}/gi);
    expect(named).toBeNull();
  });

  test("offers kube-vip, and nothing else but none", () => {
    const variable = unit.variables.find(({ name }) => name === "apiServerLoadBalancer");
    expect(variable?.schema).toMatchObject({ enum: ["kube-vip", "none"], default: "kube-vip" });
  });

  test("demands the virtual IP, which no default can know", () => {
    const variable = unit.variables.find(({ name }) => name === "apiServerFixedIP");
    expect(variable).toMatchObject({ required: true, schema: { minLength: 1 } });
    expect(variable?.schema).not.toHaveProperty("default");
    expect(objects({ apiServerFixedIP: "" }).errors).toHaveLength(1);
  });

  test("keeps the virtual IP of its sample out of what machines get", () => {
    const sample = rendered.sample.at(-1) as { spec: { topology: { variables: { name: string; value: unknown }[] } } };
    const value = (name: string) => sample.spec.topology.variables.find((variable) => variable.name === name)?.value;
    expect(value("apiServerFixedIP")).toBe("10.8.0.10");
    expect(value("nodeAllocationPool")).toEqual({ start: "10.8.1.0", end: "10.8.15.254" });
  });

  test("lets the machines of the control plane use the virtual IP, and no others", () => {
    const { errors, objects: planned } = objects({ apiServerFixedIP: "10.8.0.10" });
    expect(errors).toEqual([]);
    const machines = planned.filter(({ object }) => object.kind === "OpenStackMachineTemplate").map(({ object }) => object);
    const ports = machines.map((machine) => (machine["spec"] as { template: { spec: { ports?: unknown } } }).template.spec.ports);
    expect(ports).toEqual([[{ allowedAddressPairs: [{ ipAddress: "10.8.0.10" }] }], undefined]);
  });

  test("lists kube-vip among what its machines pull", () => {
    const { images, diagnostics } = pulledImages(unit, ejs);
    expect(diagnostics).toEqual([]);
    expect(images).toContainEqual(
      expect.objectContaining({ for: "node", image: expect.stringMatching(/^ghcr\.io\/kube-vip\/kube-vip:v/) }),
    );
  });

  test("runs the cloud controller manager without load balancers", () => {
    const { files } = bundleOf(unit);
    const charts = [...rendered.addonCharts].filter(([path]) => path.includes("openstack-ccm") && path.endsWith("overwrite.yaml"));
    expect(charts.map(([, text]) => text).join("\n")).toMatch(/enabled: (false|\{\{.*false.*\}\})/);
    expect(textOf(files.get("class.yaml"))).toContain("kube-vip");
  });
});
