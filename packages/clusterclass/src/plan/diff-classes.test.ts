import { expect, test } from "vitest";
import { example, kinds, machinePatch, variable } from "../testing/example.ts";
import { diffClasses } from "./diff-classes.ts";

const flavor = variable("flavor", { type: "string", default: "medium" });
const flavorPatch = machinePatch("flavor", { op: "replace", path: "/spec/template/spec/flavor", valueFrom: { variable: "flavor" } });
const before = example({ variables: [flavor], patches: [flavorPatch] });

test("a class with another patch may take over, and says what rolls in each Cluster", () => {
  const extra = machinePatch("extra", { op: "add", path: "/spec/template/spec/disk", value: 20 });
  const after = example({ variables: [flavor], patches: [flavorPatch, extra], className: "newer" });
  const difference = diffClasses(before, after, before.clusters);
  expect(difference).toMatchObject({ errors: [], update: [], rebase: [], variables: [] });
  expect(difference.clusters).toMatchObject([
    { cluster: "mine", errors: [], rollout: { rolls: [{ machines: "controlPlane" }, { machines: "machineDeployment/md-0" }] } },
  ]);
});

test("a class without the used workers is refused", () => {
  const workers = {
    machineDeployments: [
      {
        class: "other-worker",
        bootstrap: { templateRef: { ...kinds.bootstrap, name: "bootstrap" } },
        infrastructure: { templateRef: { ...kinds.machine, name: "machine" } },
      },
    ],
  };
  const difference = diffClasses(
    before,
    example({ variables: [flavor], patches: [flavorPatch], className: "newer", spec: { workers } }),
    before.clusters,
  );
  expect(difference.update.length).toBeGreaterThan(0);
  expect(difference.rebase.length).toBeGreaterThan(0);
  expect(difference.clusters[0]!.errors.length).toBeGreaterThan(0);
});

test("a Cluster that is not valid under the old class is an error of the input", () => {
  const broken = example({ topology: { version: "nonsense" } });
  const { errors, clusters } = diffClasses(example(), example({ className: "newer" }), broken.clusters);
  expect(errors.length).toBeGreaterThan(0);
  expect(clusters).toEqual([]);
});

test("classes and Clusters of any shape are refused, and no variables are compared", () => {
  const odd = { ...before.clusters[0]!, spec: { topology: { workers: { machineDeployments: 1 } } } };
  expect(diffClasses(before, example({ className: "newer" }), [odd]).errors.length).toBeGreaterThan(0);
  const nameless = { ...before.clusterClass, metadata: null as never, spec: { variables: { a: 1 } } };
  expect(diffClasses(before, { ...before, clusterClass: nameless }, before.clusters)).toMatchObject({ errors: [], variables: [] });
});
