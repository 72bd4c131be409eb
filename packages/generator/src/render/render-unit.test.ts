import { describe, expect, it } from "vitest";
import { parseRepository } from "../load/parse-repository.ts";
import { listUnits, resolveUnit } from "../resolve/resolve.ts";
import { codesOf, renderTree, smallTree, treeWith } from "../testing/small-tree.ts";
import type { ClassPatch } from "./class-patches.ts";
import { renderUnit } from "./render-unit.ts";

function patchesOf(changes = {}): ClassPatch[] {
  const { rendered, diagnostics } = renderTree(changes);
  expect(diagnostics).toEqual([]);
  return (rendered!.clusterClass.spec as { patches: ClassPatch[] }).patches;
}

const feature = (id: string, rest: string): Record<string, string> => ({
  [`providers/metal/features/${id}.yaml`]: `id: ${id}\ntitle: Feature ${id}\ndocs: What it does.\n${rest}`,
});

describe("a rendered unit", () => {
  it("names class and templates after unit and version", () => {
    const { rendered } = renderTree();
    expect(rendered?.clusterClass.metadata.name).toBe("metal-tiny-1-36-v1");
    expect(rendered?.templates.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "KubeadmControlPlaneTemplate metal-tiny-1-36-v1-control-plane",
      "KubeadmConfigTemplate metal-tiny-1-36-v1-worker-bootstrap",
      "MetalClusterTemplate metal-tiny-1-36-v1-cluster",
      "MetalMachineTemplate metal-tiny-1-36-v1-control-plane",
      "MetalMachineTemplate metal-tiny-1-36-v1-default-worker",
    ]);
  });

  it("takes the version of infrastructure templates from the facts", () => {
    const { rendered } = renderTree();
    const machine = rendered?.templates.find(({ kind }) => kind === "MetalMachineTemplate");
    expect(machine).toMatchObject({
      apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1",
      spec: { template: { spec: { image: "node-1.36.4" } } },
    });
  });

  it("gives templates of one kind that are patched alike one definition", () => {
    expect(patchesOf()).toEqual([
      {
        name: "machineSize",
        definitions: [
          {
            selector: {
              apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1",
              kind: "MetalMachineTemplate",
              matchResources: { controlPlane: true, machineDeploymentClass: { names: ["default-worker"] } },
            },
            jsonPatches: [{ op: "add", path: "/spec/template/spec/size", valueFrom: { variable: "machineSize" } }],
          },
        ],
      },
    ]);
  });

  it("expands the target nodes to control plane and workers", () => {
    const patch = "patches:\n  - name: note\n    on: [nodes]\n    ops: [{append: /files, value: {path: /etc/note, content: hi}}]\n";
    const [note] = patchesOf(feature("note", patch));
    expect(note?.definitions.map(({ selector, jsonPatches }) => [selector.kind, jsonPatches[0]?.path])).toEqual([
      ["KubeadmControlPlaneTemplate", "/spec/template/spec/kubeadmConfigSpec/files/-"],
      ["KubeadmConfigTemplate", "/spec/template/spec/files/-"],
    ]);
  });

  it("orders patches by layer and id, whatever the order of files", () => {
    const base = (id: string) => ({
      [`providers/base/features/${id}.yaml`]: `id: ${id}\ntitle: Feature ${id}\ndocs: What it does.\npatches:\n  - {name: ${id}, on: [nodes], ops: [{append: /files, value: {path: /etc/${id}, content: x}}]}\n`,
    });
    expect(patchesOf({ ...base("zebra"), ...base("apple") }).map(({ name }) => name)).toEqual(["apple", "zebra", "machineSize"]);
  });

  it("is the same whatever the order in which files were read", () => {
    const files = treeWith();
    const texts = [files, new Map([...files].reverse())].map((tree) => {
      const { repository } = parseRepository({ files: tree });
      const { unit } = resolveUnit(repository, listUnits(repository)[1]!);
      return JSON.stringify(
        [renderUnit(unit!, { version: "v1" }).rendered].map((rendered) => [rendered?.clusterClass, rendered?.templates, rendered?.sample]),
      );
    });
    expect(texts[0]).toBe(texts[1]);
  });

  it("leaves out what another minor has", () => {
    const patch =
      "kubernetes: {from: '1.37'}\npatches:\n  - {name: later, on: [machine], ops: [{add: /spec/template/spec/later, value: true}]}\n";
    expect(patchesOf(feature("later", patch)).map(({ name }) => name)).toEqual(["machineSize"]);
  });

  it("has no aliases and folds no lines, however objects are shared", () => {
    const { rendered } = renderTree();
    expect(JSON.stringify(rendered?.clusterAddon)).not.toContain("&");
  });
});

describe("lists without a first entry in the template", () => {
  const contributor = (id: string, when: string) =>
    feature(
      id,
      `patches:\n  - name: ${id}\n    ${when}on: [machine]\n    ops: [{append: /spec/template/spec/tags, template: "name: ${id}"}]\n`,
    );

  it("are written by one patch at the end that all features contribute to", () => {
    const patches = patchesOf({ ...contributor("one", ""), ...contributor("two", "when: '{{ .two }}'\n    ") });
    const composed = patches.at(-1);
    expect(patches.map(({ name }) => name)).toEqual(["machineSize", "controlPlaneMachineTags", "workerMachineTags"]);
    expect(composed?.enabledIf).toBeUndefined();
    expect(composed?.definitions[0]?.jsonPatches).toEqual([
      { op: "add", path: "/spec/template/spec/tags", valueFrom: { template: "- name: one\n{{ if .two }}- name: two\n{{ end }}" } },
    ]);
  });

  it("are written only where one of the contributors is enabled", () => {
    const patches = patchesOf({
      ...contributor("one", "when: '{{ .one }}'\n    "),
      ...contributor("two", "when: '{{ eq .size \"l\" }}'\n    "),
    });
    expect(patches.at(-1)?.enabledIf).toBe('{{ or (.one) (eq .size "l") }}');
  });
});

describe("lists that features extend by several items", () => {
  const onNodes = (id: string, rest: string) => feature(id, `patches:\n  - {name: ${id}, on: [nodes], ${rest}}\n`);
  const extending = onNodes("extending", "when: '{{ .more }}', ops: [{extend: /files, variable: more}]");

  it("are written with the template's entries first, before other features append item by item", () => {
    const patches = patchesOf({ ...onNodes("one", "ops: [{append: /files, value: {path: /etc/one, content: x}}]"), ...extending });
    expect(patches.map(({ name }) => name)).toEqual(["controlPlaneKubeadmConfigSpecFiles", "workerBootstrapFiles", "one", "machineSize"]);
    expect(patches[0]?.enabledIf).toBe("{{ .more }}");
    expect(patches[0]?.definitions[0]?.jsonPatches).toEqual([
      {
        op: "add",
        path: "/spec/template/spec/kubeadmConfigSpec/files",
        valueFrom: {
          template: '- {"path":"/etc/seed","content":"seed"}\n{{ if .more }}{{ range .more }}- {{ . | toJson }}\n{{ end }}{{ end }}',
        },
      },
    ]);
  });

  it("hold what all of them give", () => {
    const [first] = patchesOf({ ...onNodes("also", 'ops: [{extend: /files, value: [{path: /etc/a, content: "{{"}]}]'), ...extending });
    expect(first?.enabledIf).toBeUndefined();
    expect(first?.definitions[0]?.jsonPatches[0]?.valueFrom).toEqual({
      template:
        '- {"path":"/etc/seed","content":"seed"}\n- {"path":"/etc/a","content":"{{ "{{" }}"}\n' +
        "{{ if .more }}{{ range .more }}- {{ . | toJson }}\n{{ end }}{{ end }}",
    });
  });

  it("are composed with all other items where the template does not have them", () => {
    const tags = (id: string, op: string) => feature(id, `patches:\n  - {name: ${id}, on: [machine], ops: [${op}]}\n`);
    const patches = patchesOf({
      ...tags("one", "{append: /spec/template/spec/tags, value: {name: one}}"),
      ...tags("two", "{extend: /spec/template/spec/tags, template: '{{ range .tags }}- {name: {{ . }}}{{ end }}'}"),
    });
    expect(patches.at(-1)?.definitions[0]?.jsonPatches).toEqual([
      {
        op: "add",
        path: "/spec/template/spec/tags",
        valueFrom: { template: '- {"name":"one"}\n{{ range .tags }}- {name: {{ . }}}{{ end }}\n' },
      },
    ]);
  });
});

describe("a map whose keys are a fact", () => {
  const gates = feature(
    "gates",
    "variables:\n  - {name: gates, description: Gates., keysOf: featureGates, schema: {type: object, additionalProperties: {type: boolean}}}\n" +
      "patches:\n  - {name: gates, on: [machine], ops: [{add: /spec/template/spec/gates, variable: gates}]}\n",
  );

  it("has the keys of the unit's minor", () => {
    const versions = smallTree["providers/base/versions.yaml"]!.replace("pause: 3.10.1,", "pause: 3.10.1, featureGates: [Old],").replace(
      "pause: 3.10.2,",
      "pause: 3.10.2, featureGates: [Old, New],",
    );
    const schemas = ["metal-tiny-1-35", "metal-tiny-1-36"].map((unit) => {
      const { rendered } = renderTree({ ...gates, "providers/base/versions.yaml": versions }, unit);
      return rendered?.unit.variables.find(({ name }) => name === "gates")?.schema;
    });
    expect(schemas).toEqual([
      { description: "Gates.", type: "object", properties: { Old: { type: "boolean" } } },
      { description: "Gates.", type: "object", properties: { Old: { type: "boolean" }, New: { type: "boolean" } } },
    ]);
  });

  it("is refused for a minor without the fact", () => {
    expect(codesOf(gates)).toContain("CS2010");
  });
});
