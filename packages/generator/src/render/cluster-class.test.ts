import { expect, it } from "vitest";
import { codesOf, renderTree, smallTree } from "../testing/small-tree.ts";

const classFile = (pools: string) => ({
  "providers/base/provider.yaml": `${smallTree["providers/base/provider.yaml"]}workerClasses: [default-worker, other-worker]\n`,
  "providers/base/class/class.yaml.ejs": `spec: {controlPlane: {}, workers: {machineDeployments: ${pools}}}\n`,
});

it("gives worker classes what the class file says of them, or of all that it does not name", () => {
  const { rendered, diagnostics } = renderTree(classFile("[{minReadySeconds: 1}, {class: other-worker, minReadySeconds: 2}]"));
  expect(diagnostics).toEqual([]);
  const { workers } = rendered!.clusterClass.spec as { workers: { machineDeployments: { class: string; minReadySeconds: number }[] } };
  expect(workers.machineDeployments.map(({ class: name, minReadySeconds }) => `${name} ${minReadySeconds}`)).toEqual([
    "default-worker 1",
    "other-worker 2",
  ]);
});

it("finds what is said of a class that there is not", () => {
  expect(codesOf(classFile("[{}, {class: another-worker}]"))).toContain("CS1202");
});
