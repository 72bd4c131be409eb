import { expect, it } from "vitest";
import { migratedText } from "./edit-cluster.ts";

const text = `# The shop
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: shop}
spec:
  topology:
    classRef:
      name: old # the class
    version: v1.35.1
    variables:
    # how large
    - name: size # in words
      value: "large"
    - name: gone
      value: 1
---
kind: Secret # untouched
`;

it("a variable keeps its place and its comments under another name", () => {
  const edited = migratedText(text, {
    fields: [{ path: ["spec", "topology", "classRef", "name"], value: "new" }],
    variables: [
      {
        path: ["spec", "topology", "variables"],
        values: [
          { name: "flavor", value: "large", from: ["size"] },
          { name: "disk", value: 20, from: [], reason: "It was 20." },
        ],
      },
    ],
  });
  expect(edited).toBe(`# The shop
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: shop}
spec:
  topology:
    classRef:
      name: new # the class
    version: v1.35.1
    variables:
    # how large
    - name: flavor # in words
      value: "large"
    # It was 20.
    - name: disk
      value: 20
---
kind: Secret # untouched
`);
});

it("a list without variables goes away, and one that was not there comes", () => {
  const variables = ["spec", "topology", "variables"];
  const overrides = ["spec", "topology", "controlPlane", "variables", "overrides"];
  const edited = migratedText(text, {
    fields: [],
    variables: [
      { path: variables, values: [] },
      { path: overrides, values: [{ name: "flavor", value: "huge", from: ["size"] }] },
    ],
  });
  expect(edited).not.toContain("how large");
  expect(edited).toContain("    controlPlane:\n      variables:\n        overrides:\n        - name: flavor\n          value: huge\n");
});
