import { treeWith } from "../../packages/generator/src/testing/small-tree.ts";
import { GitCheckout } from "./git-checkout.ts";

/** What the small tree lacks of a checkout whose units are released: Clusters that can be planned, packages, and settings of changesets. */
const more: Readonly<Record<string, string>> = {
  "providers/base/class/class.yaml.ejs": "spec: {}\n",
  "providers/metal/outputs/cluster.yaml.ejs": `
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: my-cluster}
spec:
  clusterNetwork: {pods: {cidrBlocks: [10.0.0.0/16]}}
  topology:
    classRef: {name: <%= unit.className %>}
    version: <%= \`v\${kubernetes.version}\` %>
    controlPlane: {replicas: 3}
    workers: {machineDeployments: [{class: default-worker, name: md-0, replicas: 2}]}
`,
  "package.json": '{"name": "small", "private": true, "workspaces": ["stacks/*"]}\n',
  "stacks/tiny/package.json": '{"name": "@small/tiny", "version": "0.0.0", "private": true}\n',
  ".changeset/config.json":
    '{"changelog": "@changesets/cli/changelog", "baseBranch": "main", "privatePackages": {"version": true, "tag": true}}\n',
};

/** A small checkout in a folder of its own, in which releases can be made: one provider, one stack, two minors. */
export class SmallCheckout extends GitCheckout {
  constructor(folder: string) {
    super(folder);
    for (const [path, text] of treeWith(more)) this.write(path, text);
  }

  /** A changeset for the stack. */
  changeset(name: string, bump: "patch" | "minor" | "major", summary: string): void {
    this.write(`.changeset/${name}.md`, `---\n"@small/tiny": ${bump}\n---\n\n${summary}\n`);
  }
}
