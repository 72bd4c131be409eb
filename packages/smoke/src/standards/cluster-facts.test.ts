import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Kubectl } from "../programs/kubectl.ts";
import { readClusterFacts } from "./cluster-facts.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-facts-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A kubectl that knows answers by what is asked (the arguments behind the kubeconfig), and refuses all else. */
function kubectlWith(answers: Record<string, unknown>): Kubectl {
  const program = join(folder, "kubectl");
  const texts = Object.entries(answers).map(([asked, answer]) => [asked, typeof answer === "string" ? answer : JSON.stringify(answer)]);
  const script = `const answers = new Map(${JSON.stringify(texts)}); const answer = answers.get(process.argv.slice(4).join(" "));
    if (answer === undefined) { process.stderr.write("Error from server (Forbidden)"); process.exit(1); }
    if (answer.startsWith("Error")) { process.stderr.write(answer); process.exit(1); }
    process.stdout.write(answer);`;
  writeFileSync(program, `#!${process.execPath}\n${script}\n`);
  chmodSync(program, 0o755);
  return new Kubectl({ program, kubeconfig: "kc" });
}

const apiServer = {
  metadata: { name: "kube-apiserver-a", labels: { component: "kube-apiserver" } },
  spec: {
    containers: [
      { command: ["kube-apiserver", "--authorization-mode=Node,RBAC", "--profiling", "--oidc-issuer-url=https://a.example/?x=y"] },
    ],
  },
};
const everybody = {
  "get --raw /version": { gitVersion: "v1.36.4" },
  "get nodes -o json": { items: [{ metadata: { name: "a" } }] },
  "get storageclasses -o json": { items: [] },
};

describe("what a cluster shows", () => {
  it("are flags of components that are pods, kubelets that answer, and what becomes of a privileged pod", async () => {
    const facts = await readClusterFacts(
      kubectlWith({
        ...everybody,
        "get pods -o json --namespace kube-system": { items: [apiServer] },
        "get --raw /api/v1/nodes/a/proxy/configz": { kubeletconfig: { readOnlyPort: 10255 } },
        "get --raw /apis/networking.k8s.io/v1": { resources: [{ name: "networkpolicies" }] },
        "create --dry-run=server -f -": 'Error from server (Forbidden): pods "x" is forbidden: violates PodSecurity "baseline:latest"',
      }),
    );
    expect([...facts.flags]).toEqual([
      [
        "kube-apiserver",
        new Map([
          ["authorization-mode", "Node,RBAC"],
          ["profiling", "true"],
          ["oidc-issuer-url", "https://a.example/?x=y"],
        ]),
      ],
    ]);
    expect([...facts.kubelets]).toEqual([["a", { readOnlyPort: 10255 }]]);
    expect(facts).toMatchObject({ version: "v1.36.4", refusesPrivilegedPods: true, servesNetworkPolicies: true });
  });

  it("is less for those who may see less", async () => {
    const facts = await readClusterFacts(kubectlWith(everybody));
    expect([facts.flags.size, facts.kubelets.size, facts.refusesPrivilegedPods, facts.servesNetworkPolicies]).toEqual([
      0,
      0,
      undefined,
      undefined,
    ]);
  });

  it("is nothing where the cluster cannot be reached", async () => {
    await expect(readClusterFacts(kubectlWith({}))).rejects.toThrow("Forbidden");
  });
});
