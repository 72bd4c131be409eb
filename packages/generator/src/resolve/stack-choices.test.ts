import { describe, expect, it } from "vitest";
import { codesOf, renderTree, type TreeChanges } from "../testing/small-tree.ts";

/** A tree in which two addons give options to a switch, and a stack that makes its own choices among them. */
function treeOf(choices: string): TreeChanges {
  const balancer = (id: string, options: string): TreeChanges => ({
    [`addons/${id}/addon.yaml`]: `
id: ${id}
title: Load balancer ${id}
docs: Makes load balancers.
role: load-balancer
options: ${options}
runsIn: workload
deliveries: [operator, helm]
chart: {name: ${id}-chart, repository: "https://charts.example.com"}
namespace: kube-system
stage: AfterControlPlaneInitialized
`,
    [`addons/${id}/versions.yaml`]: 'versions: [{minors: ["1.35", "1.36"], chart: 1.0.0, source: test}]\n',
  });
  return {
    ...balancer("big", "[fast, cheap]"),
    ...balancer("small", "[simple]"),
    "providers/metal/features/load-balancer.yaml": `
id: load-balancer
title: Load balancer
docs: What makes load balancers.
role: load-balancer
variables: [{name: loadBalancer, description: What makes load balancers., options: []}]
`,
    "stacks/tiny/stack.yaml": `
id: tiny
title: Tiny stack
kubernetes: ["1.35", "1.36"]
providers: {metal: {addons: [net, big, small]${choices}
`,
  };
}

function variable(tree: TreeChanges, name: string) {
  const { rendered, diagnostics } = renderTree(tree);
  expect(diagnostics).toEqual([]);
  return rendered?.unit.variables.find((item) => item.name === name);
}

describe("options that a stack leaves out", () => {
  it("stand in no enum, and the first one left is the default", () => {
    expect(variable(treeOf("}}"), "loadBalancer")?.schema).toMatchObject({ enum: ["fast", "cheap", "simple", "none"], default: "fast" });
    const without = treeOf(", options: {except: [fast, cheap]}}}");
    expect(variable(without, "loadBalancer")?.schema).toMatchObject({ enum: ["simple", "none"], default: "simple" });
  });

  it("leave out addons that have no other, and the variable where none is left", () => {
    const without = treeOf(", options: {except: [fast, cheap, simple]}}}");
    expect(variable(without, "loadBalancer")).toBeUndefined();
    expect(renderTree(without).rendered?.unit.addons.map(({ addon }) => addon.data.id)).toEqual(["net"]);
  });

  it("must be options of its addons", () => {
    expect(codesOf(treeOf(", options: {except: [fats]}}}"))).toEqual(["CS1202"]);
  });
});

describe("variables that a stack demands", () => {
  it("have no default and must not be empty", () => {
    const size = variable(treeOf("}}\nrequired: [machineSize]"), "machineSize");
    expect(size).toMatchObject({ required: true, schema: { type: "string", minLength: 1 } });
    expect(size?.schema).not.toHaveProperty("default");
  });

  it("must exist", () => {
    expect(codesOf(treeOf("}}\nrequired: [machineSiez]"))).toEqual(["CS1202"]);
  });
});
