import { expect, test } from "vitest";
import { paths, poolPath, variablePath } from "./cluster-path.ts";
import { editCluster } from "./edit-cluster.ts";

const text = `# The cluster of the shop
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata:
  name: shop # keep this name
spec:
  topology:
    classRef:
      name: stack-v1
    version: v1.36.4
    workers:
      machineDeployments:
        - class: default-worker
          name: md-0
          replicas: 3
    variables:
      # Agreed with the network people
      - name: nodeCIDR
        value: 10.8.0.0/20
`;

test("a value that changes leaves comments and everything else as they are", () => {
  expect(editCluster(text, [{ path: variablePath("nodeCIDR"), value: "10.9.0.0/20" }])).toBe(text.replace("10.8.0.0", "10.9.0.0"));
  expect(editCluster(text, [{ path: paths.name, value: "store" }])).toBe(text.replace("name: shop", "name: store"));
});

test("a variable that nobody set yet is added, with the maps around its member", () => {
  expect(editCluster(text, [{ path: [...variablePath("etcd"), "quotaBackendGiB"], value: 4 }])).toBe(
    `${text}      - name: etcd\n        value:\n          quotaBackendGiB: 4\n`,
  );
});

test("an override of a pool is made where the pool is", () => {
  const edited = editCluster(text, [{ path: variablePath("workerFlavor", { pool: "md-0" }), value: "big" }]);
  expect(edited).toContain(`          replicas: 3
          variables:
            overrides:
              - name: workerFlavor
                value: big
`);
});

test("what an edit empties goes away, up to what somebody else filled", () => {
  const added = editCluster(text, [{ path: [...variablePath("etcd"), "quotaBackendGiB"], value: 4 }]);
  expect(editCluster(added, [{ path: [...variablePath("etcd"), "quotaBackendGiB"], remove: true }])).toBe(text);
  const without = editCluster(text, [{ path: variablePath("nodeCIDR"), remove: true }]);
  expect(without).not.toContain("variables");
});

test("a list that people emptied stays, because none is something else than an empty one", () => {
  const listed = editCluster(text, [{ path: variablePath("names"), value: ["a"] }]);
  expect(editCluster(listed, [{ path: [...variablePath("names"), 0], remove: true }])).toContain("- name: names\n        value: []");
});

test("texts that YAML 1.1 takes for something else are quoted", () => {
  const edited = editCluster(text, [
    { path: variablePath("a"), value: "yes" },
    { path: variablePath("b"), value: "1e3" },
    { path: variablePath("c"), value: "0777" },
  ]);
  expect(edited).toContain('value: "yes"');
  expect(edited).toContain('value: "1e3"');
  expect(edited).toContain('value: "0777"');
});

test("other documents stay byte for byte, also where their style is another one", () => {
  const stream = `apiVersion: v1\nkind: Secret\nmetadata: {name:   x}\n---\n${text}---\n# end\n`;
  const edited = editCluster(stream, [{ path: poolPath("md-0").concat("replicas"), value: 5 }]);
  expect(edited).toBe(stream.replace("replicas: 3", "replicas: 5"));
});

test("a text that is no YAML, or holds no Cluster, stays as it is", () => {
  const edit = { path: paths.name, value: "x" };
  for (const broken of ["kind: [", "", "kind: Secret\n", `${text}  bad\n indent: [`]) expect(editCluster(broken, [edit])).toBe(broken);
});

test("a value behind an alias is changed in its own place only", () => {
  const aliased = text.replace("value: 10.8.0.0/20", "value: &net {a: 1}\n      - name: other\n        value: *net");
  const edited = editCluster(aliased, [{ path: [...variablePath("other"), "a"], value: 2 }]);
  expect(edited).toContain("&net {a: 1}");
  expect(edited).toMatch(/name: other\n +value:\n? +\{? *a: 2/);
});
