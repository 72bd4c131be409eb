import { describe, expect, it } from "vitest";
import { parseRepository } from "../load/parse-repository.ts";
import { listUnits, resolveUnit } from "../resolve/resolve.ts";
import { treeWith } from "../testing/small-tree.ts";
import type { ClassPatch } from "./class-patches.ts";
import { renderUnit } from "./render-unit.ts";

const api = `id: v2
docs: Another API of the same machines.
version: v1beta2
contract: v1beta2
moves:
  - {kind: MetalMachineTemplate, from: /spec/template/spec/flavor, to: /spec/template/spec/flavor, wrap: /name}
  - {kind: MetalMachineTemplate, from: /spec/template/spec/mtu, to: /spec/template/spec/network/mtu}
  - {kind: MetalMachineTemplate, from: /spec/template/spec/closed, to: /spec/template/spec/network/open, invert: true}
  - {kind: MetalMachineTemplate, from: "/spec/template/spec/ports/*/closed", to: "/spec/template/spec/ports/*/open", invert: true}
REWRITES
source: an example
`;

const patch = (name: string, when: string, op: string) =>
  `  - {name: ${name}, ${when === "" ? "" : `when: '${when}', `}on: [machine], ops: [${op}]}\n`;

/** The operations of a class in the other API, and the diagnostics, for some patches of one feature. */
function inOtherApi(patches: string, rewrites = "") {
  const feature = `id: more\ntitle: More\ndocs: What it does.\npatches:\n${patches}`;
  const { repository } = parseRepository({
    files: treeWith({ "providers/metal/features/more.yaml": feature, "providers/metal/apis/v2.yaml": api.replace("REWRITES", rewrites) }),
  });
  const { unit } = resolveUnit(repository, listUnits(repository)[0]!);
  const { rendered, diagnostics } = renderUnit(unit!, { version: "v1", infrastructureApi: "v2" });
  const spec = rendered?.clusterClass.spec as { patches: ClassPatch[] } | undefined;
  const operations = (spec?.patches ?? [])
    .filter(({ name }) => name !== "machineSize")
    .flatMap(({ name, enabledIf, definitions }) =>
      definitions.flatMap(({ jsonPatches }) =>
        jsonPatches.map((operation) => ({ patch: name, ...(enabledIf && { enabledIf }), ...operation })),
      ),
    );
  return { operations, codes: diagnostics.map(({ code }) => code) };
}

describe("patches in another infrastructure API", () => {
  it("write a value in the form of that API", () => {
    expect(inOtherApi(patch("flavor", "", "{add: /spec/template/spec/flavor, variable: flavor}")).operations).toEqual([
      { patch: "flavor", op: "add", path: "/spec/template/spec/flavor", valueFrom: { template: '{"name": {{ .flavor | toJson }}}' } },
    ]);
  });

  it("write fields with a parent that no template has together with it", () => {
    const patches = patch("mtu", "{{ .mtu }}", "{add: /spec/template/spec/mtu, variable: mtu}");
    const both = patches + patch("closed", "{{ .closed }}", "{add: /spec/template/spec/closed, variable: closed}");
    expect(inOtherApi(both).operations.filter((operation) => operation.patch === "workerMachineNetwork")).toEqual([
      {
        patch: "workerMachineNetwork",
        enabledIf: "{{ or (.mtu) (.closed) }}",
        op: "add",
        path: "/spec/template/spec/network",
        valueFrom: { template: "{{ if .mtu }}mtu: {{ .mtu | toJson }}\n{{ end }}{{ if .closed }}open: {{ not (.closed) }}\n{{ end }}" },
      },
    ]);
  });

  it("convert literal values inside, and templates by rewrites", () => {
    const literal = patch("ports", "", "{add: /spec/template/spec/ports, value: [{closed: true}]}");
    expect(inOtherApi(literal).operations).toMatchObject([{ value: [{ open: false }] }]);
    const template = patch("ports", "", '{add: /spec/template/spec/ports, template: "[{closed: true}]"}');
    const rewrite = 'rewrites: [{kind: MetalMachineTemplate, path: /spec/template/spec/ports, text: "closed: true", by: "open: false"}]';
    expect(inOtherApi(template, rewrite).operations).toMatchObject([{ valueFrom: { template: "[{open: false}]" } }]);
  });

  it("are refused where they would write the old form", () => {
    expect(inOtherApi(patch("ports", "", '{add: /spec/template/spec/ports, template: "[{closed: true}]"}')).codes).toContain("CS3020");
    expect(inOtherApi(patch("ports", "", "{add: /spec/template/spec/ports, variable: ports}")).codes).toContain("CS3020");
    expect(
      inOtherApi(patch("mtu", "", '{add: /spec/template/spec/closed, template: "{{ if .a }}true{{ else }}false{{ end }}"}')).codes,
    ).toContain("CS3020");
  });

  it("need every rewrite that is about something they write", () => {
    const rewrite = 'rewrites: [{kind: MetalMachineTemplate, path: /spec/template/spec/ports, text: "elsewhere", by: "x"}]';
    expect(inOtherApi(patch("ports", "", '{add: /spec/template/spec/ports, template: "[]"}'), rewrite).codes).toContain("CS3020");
  });
});
