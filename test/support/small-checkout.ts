import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { treeWith } from "../../packages/generator/src/testing/small-tree.ts";
import { root } from "./repository.ts";

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
  ".gitignore": "node_modules\n.cstack\n",
};

/** A small checkout in a folder of its own, in which releases can be made: one provider, one stack, two minors. */
export class SmallCheckout {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    for (const [path, text] of treeWith(more)) this.write(path, text);
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    this.git("init", "--quiet", "--initial-branch=main");
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** A changeset for the stack. */
  changeset(name: string, bump: "patch" | "minor" | "major", summary: string): void {
    this.write(`.changeset/${name}.md`, `---\n"@small/tiny": ${bump}\n---\n\n${summary}\n`);
  }

  /** Commits everything, with nothing of the machine or the time in it. */
  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  git(...args: string[]): string {
    const person = {
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@example.com",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@example.com",
    };
    const moment = { GIT_AUTHOR_DATE: "2026-11-21T00:00:00Z", GIT_COMMITTER_DATE: "2026-11-21T00:00:00Z", GIT_CONFIG_GLOBAL: "/dev/null" };
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, ...person, ...moment },
    });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout;
  }
}
