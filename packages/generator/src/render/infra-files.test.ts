import { describe, expect, it } from "vitest";
import { codesOf, renderTree, smallTree, type TreeChanges } from "../testing/small-tree.ts";

const access = "- {apiVersion: v1, kind: ServiceAccount, metadata: {name: my-cluster-access, namespace: my-namespace}}\n";

function declared(name: string, order: number, rest = ""): string {
  return `    - {name: ${name}, order: ${order}, file: ${name}.yaml.ejs, appliedTo: infra, step: BeforeCluster, docs: What it does.${rest}}\n`;
}

function providerWith(outputs: string, files: TreeChanges = {}): TreeChanges {
  const provider = smallTree["providers/metal/provider.yaml"]!.replace("outputs: {cluster: cluster.yaml.ejs}\n", "");
  return {
    "providers/metal/provider.yaml": `${provider}outputs:\n  cluster: cluster.yaml.ejs\n  infra:\n${outputs}`,
    "providers/metal/outputs/access.yaml.ejs": access,
    ...files,
  };
}

describe("what is applied outside the workload cluster", () => {
  it("is a file by number and name for each declaration, in that order", () => {
    const outputs = declared("later", 30) + declared("access", 20, ", when: {variable: machineSize, values: [large]}");
    const { rendered, diagnostics } = renderTree(providerWith(outputs, { "providers/metal/outputs/later.yaml.ejs": access }));
    expect(diagnostics).toEqual([]);
    expect(rendered?.infra.map(({ path }) => path)).toEqual(["infra/20-access.yaml", "infra/30-later.yaml"]);
    expect(rendered?.infra[0]).toMatchObject({
      appliedTo: "infra",
      when: { variable: "machineSize", values: ["large"] },
      manifests: [{ kind: "ServiceAccount", metadata: { name: "my-cluster-access" } }],
    });
  });

  it("has what addons bring, with the images of their version", () => {
    const addon = `${smallTree["addons/net/addon.yaml"]}outputs:\n  infra:\n${declared("controller", 40)}`;
    const image = 'images: [{component: controller, image: "registry.example.com/net:v1", digest: "sha256:DIGEST"}]';
    const { rendered, diagnostics } = renderTree({
      "addons/net/addon.yaml": addon,
      "addons/net/versions.yaml": `versions:\n  - {minors: ["1.36", "1.35"], chart: 2.0.0, ${image.replace("DIGEST", "a".repeat(64))}, source: test}\n`,
      "addons/net/outputs/controller.yaml.ejs":
        "{apiVersion: v1, kind: Pod, metadata: {name: my-cluster-net}, spec: {image: <%= facts.addon.images.controller %>}}\n",
    });
    expect(diagnostics).toEqual([]);
    expect(rendered?.infra[0]?.manifests[0]?.spec).toEqual({ image: `registry.example.com/net:v1@sha256:${"a".repeat(64)}` });
  });

  it("is refused where two files have one name", () => {
    expect(codesOf(providerWith(declared("access", 20) + declared("access", 20)))).toEqual(["CS2005"]);
  });

  it("is refused where it depends on a variable that the class does not have", () => {
    expect(codesOf(providerWith(declared("access", 20, ", when: {variable: machineSiz}")))).toEqual(["CS1202"]);
  });

  it("is refused where its template is missing, or makes something that cannot be applied", () => {
    expect(codesOf(providerWith(declared("nothing", 20)))).toEqual(["CS1007"]);
    expect(codesOf(providerWith(declared("access", 20), { "providers/metal/outputs/access.yaml.ejs": "{kind: Pod}\n" }))).toEqual([
      "CS3005",
    ]);
  });
});
