import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { collectFailure } from "./failure-bundle.ts";
import { KindRun, type KindSubject } from "./kind-run.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-failure-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const message = 'failed to apply patch "proxy": failed to get variable "proxy": not found';
const cluster = {
  apiVersion: "cluster.x-k8s.io/v1beta2",
  kind: "Cluster",
  metadata: { name: "smoke-1" },
  status: { conditions: [{ type: "TopologyReconciled", status: "False", reason: "ReconcileFailed", message }] },
};

/** A program that answers by the first of these texts that its arguments hold. */
function program(name: string, answers: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  const script = `const line = process.argv.slice(2).join(" ");
    const found = Object.entries(${JSON.stringify(answers)}).find(([part]) => line.includes(part));
    if (found === undefined) { process.stderr.write("unknown: " + line); process.exit(1); }
    process.stdout.write(found[1]);`;
  writeFileSync(path, `#!${process.execPath}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

it("collects what a person needs after a failure: why, in front, then objects, events, journals and the class, without secrets", async () => {
  const kubectl = program("kubectl", {
    "cluster-api -o json": JSON.stringify({ items: [cluster] }),
    "cluster-api --output=yaml": "data:\n  token: hunter22\n",
    "get events": "Warning TopologyReconcileFailed\n",
  });
  const docker = program("docker", { ps: "smoke-1-abcde\n", journalctl: "kubeadm join --token abcdef.0123456789abcdef\n" });
  const subject = { unit: "tiny-1-36", classManifests: "kind: ClusterClass\n" } as KindSubject;
  const names = { subject: subject.unit, management: "m", cluster: "smoke-1", containerLabel: "cluster" };
  const run = new KindRun(names, folder, subject, { docker, kubectl, kind: "kind", helm: undefined, clusterctl: undefined });
  const step = { id: "control-plane", title: "control plane answers", timeout: 1, run: async () => undefined };
  const reason = await collectFailure(run, step, new Error("not done after 1200 s"));
  expect(reason).toBe("Cluster smoke-1: patch proxy failed because variable proxy is unset (not done after 1200 s)");
  const bundle = join(folder, "failure");
  const texts = Object.fromEntries(readdirSync(bundle).map((name) => [name, readFileSync(join(bundle, name), "utf8")]));
  expect(texts).toEqual({
    "README.txt": `control plane answers failed.\n${reason}\n`,
    "objects.yaml": "data:\n  token: <hidden>\n",
    "events.txt": "Warning TopologyReconcileFailed\n",
    "class.yaml": "kind: ClusterClass\n",
    "smoke-1-abcde.journal.txt": "kubeadm join --token <hidden>\n",
  });
});
