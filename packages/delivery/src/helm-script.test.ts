import { describe, expect, it } from "vitest";
import type { DeliveredCluster } from "./delivered-cluster.ts";
import { helmScript } from "./helm-script.ts";
import type { AddonRelease } from "./releases.ts";

const cluster: DeliveredCluster = {
  name: "prod",
  namespace: "team",
  object: { metadata: { name: "prod" } },
  infraCluster: undefined,
  variables: {},
};

function release(addon: string, changes: Partial<AddonRelease> = {}): AddonRelease {
  return {
    addon,
    title: addon,
    chart: { name: addon, version: "1.0.0", repository: "https://charts.example.com" },
    archive: undefined,
    runsIn: "workload",
    name: addon,
    namespace: "kube-system",
    on: true,
    values: { caaph: "{}\n", sveltos: "{}\n" },
    ...changes,
  };
}

function calls(...releases: AddonRelease[]): string[] {
  const script = helmScript(releases, cluster).files.get("deliver.sh") ?? "";
  return script.split("\n").filter((line) => /^(workload|management) /.test(line));
}

describe("the script for Helm", () => {
  it("removes what is off, last one first, and then installs in order", () => {
    const lines = calls(release("a", { on: false }), release("b"), release("c", { on: false }), release("d"));
    expect(lines.map((line) => line.split(" ").slice(1, 4).join(" "))).toEqual([
      "uninstall c --namespace",
      "uninstall a --namespace",
      "upgrade --install b",
      "upgrade --install d",
    ]);
  });

  it("names charts by repository, by address in a registry, or by archive", () => {
    const inRegistry = { name: "b", version: "2.0.0", repository: "oci://registry.example.com/charts/" };
    const ours = { name: "c", version: "3.0.0", repository: undefined };
    const lines = calls(release("a"), release("b", { chart: inRegistry }), release("c", { chart: ours, archive: "c-3.0.0.tgz" }));
    expect(lines[0]).toContain("--install a a --repo https://charts.example.com --version 1.0.0 ");
    expect(lines[1]).toContain("--install b oci://registry.example.com/charts/b --version 2.0.0 ");
    expect(lines[2]).toContain("--install c charts/c-3.0.0.tgz --namespace");
  });

  it("asks for the management cluster only where something runs there", () => {
    const text = (...releases: AddonRelease[]) => helmScript(releases, cluster).files.get("deliver.sh") ?? "";
    expect(text(release("a"))).not.toContain("MANAGEMENT_KUBECONFIG");
    expect(text(release("a", { runsIn: "management" }))).toMatch(/^management upgrade --install a /m);
  });

  it("quotes what the shell would take apart", () => {
    const [line] = calls(release("a", { chart: { name: "it's", version: "1 && rm", repository: "https://charts.example.com/$x" } }));
    expect(line).toContain(`'it'\\''s' --repo 'https://charts.example.com/$x' --version '1 && rm'`);
  });
});
