import { describe, expect, it } from "vitest";
import { codesOf, renderTree, smallTree } from "../testing/small-tree.ts";

const feature = (id: string, rest: string): Record<string, string> => ({
  [`providers/metal/features/${id}.yaml`]: `id: ${id}\ntitle: Feature ${id}\ndocs: What it does.\n${rest}`,
});
const patch = (name: string, op: string, on = "machine"): string => `patches:\n  - {name: ${name}, on: [${on}], ops: [${op}]}\n`;

describe("wrong sources are refused with a code", () => {
  it("names the file and the nearest known names for an unknown addon", () => {
    const { diagnostics } = renderTree({
      "stacks/tiny/stack.yaml": 'id: tiny\ntitle: Tiny\nkubernetes: ["1.36"]\nproviders:\n  metal: {addons: [nett]}\n',
    });
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: "CS1202", file: "stacks/tiny/stack.yaml", line: 5, message: 'Unknown addon "nett". Known: net.' }),
    ]);
  });

  it.each([
    [
      "a minor without facts",
      { "stacks/tiny/stack.yaml": 'id: tiny\ntitle: Tiny\nkubernetes: ["1.39"]\nproviders: {metal: {addons: []}}\n' },
      "CS2001",
      "metal-tiny-1-39",
    ],
    [
      "an addon without a version for the minor",
      { "addons/net/versions.yaml": 'versions: [{minors: ["1.35"], chart: 1.0.0, source: test}]\n' },
      "CS2002",
    ],
    [
      "a stack id with a hyphen",
      { "stacks/my-stack/stack.yaml": 'id: my-stack\ntitle: Mine\nkubernetes: ["1.36"]\nproviders: {metal: {addons: []}}\n' },
      "CS1105",
    ],
    [
      "an id that is not the folder's",
      { "providers/metal/features/size.yaml": "id: other\ntitle: Other\ndocs: What it does.\n" },
      "CS1201",
    ],
    ["a missing template file", { "providers/metal/class/machine.yaml.ejs": undefined }, "CS1007"],
    [
      "a template path that climbs out of its folder",
      {
        "providers/metal/class/cluster.yaml.ejs": undefined,
        "providers/metal/provider.yaml": smallTree["providers/metal/provider.yaml"]?.replace(
          "class/cluster.yaml.ejs",
          "../../../etc/passwd",
        ),
      },
      "CS1007",
    ],
    [
      "a variable that nothing reads",
      feature("x", "variables:\n  - {name: idle, description: Some text., schema: {type: string}}\n"),
      "CS3012",
    ],
    ["an unknown target", feature("x", patch("x", "{add: /spec/a, value: 1}", "machines")), "CS1202"],
    ["an operation with two verbs", feature("x", patch("x", "{add: /spec/a, remove: /spec/a, value: 1}")), "CS1203"],
    ["an operation without a value", feature("x", patch("x", "{add: /spec/a}")), "CS1203"],
    [
      "a variable with schema and options",
      feature("x", "role: r\nvariables:\n  - {name: x, description: Some text., options: [a], schema: {type: string}}\n"),
      "CS1204",
    ],
    [
      "a variable defined twice",
      feature("x", "variables:\n  - {name: machineSize, description: Some text., schema: {type: string}}\n"),
      "CS2005",
    ],
    [
      "a stack default for an option that is not shipped",
      {
        ...feature("x", "role: r\nvariables:\n  - {name: choice, description: Some text., options: [a]}\n"),
        "stacks/tiny/stack.yaml": 'id: tiny\ntitle: Tiny\nkubernetes: ["1.36"]\nproviders: {metal: {addons: []}}\ndefaults: {choice: b}\n',
      },
      "CS2006",
    ],
    ["a missing parent", feature("x", patch("x", "{add: /spec/template/spec/a/b, value: 1}")), "CS3006"],
    ["a replace of what is not there", feature("x", patch("x", "{replace: /spec/template/spec/a, value: 1}")), "CS3006"],
    ["two features that write one place", feature("x", patch("x", "{add: /spec/template/spec/size, value: 1}")), "CS3007"],
    [
      "a feature that overwrites what another wrote below",
      {
        ...feature("a", patch("a", "{add: /spec/template/spec/network/dns, value: 1}", "cluster")),
        ...feature("b", patch("b", "{add: /spec/template/spec/network, value: {}}", "cluster")),
      },
      "CS3007",
    ],
    [
      "a template that is too long",
      feature("x", `patches:\n  - {name: x, on: [machine], ops: [{add: /spec/template/spec/a, template: ${"a".repeat(10_240)}b}]}\n`),
      "CS1106",
    ],
    [
      "an entry that two features append",
      {
        ...feature("a", patch("a", "{append: /files, value: {path: /etc/a}}", "nodes")),
        ...feature("b", patch("b", "{append: /files, value: {path: /etc/a}}", "nodes")),
      },
      "CS3009",
    ],
  ])("%s", (_what, changes, code, unit?: string) => {
    expect(codesOf(changes, unit)).toContain(code);
  });
});

describe("EJS templates", () => {
  const machine = (text: string) => ({ "providers/metal/class/machine.yaml.ejs": text });

  it.each([
    ["throw", machine("spec: <%= nothing.here %>\n"), "CS3001"],
    ["write undefined", machine("spec: <%= unit.nothing %>\n"), "CS3001"],
    ["loop for ever", machine("<% for (;;) {} %>\nspec: {}\n"), "CS3002"],
    ["write into a text", machine("spec: {template: {spec: {image: node-<%= kubernetes.version %>}}}\n"), "CS3003"],
    ["write a key", machine("spec: {<%= kubernetes.version %>: 1}\n"), "CS3003"],
    ["write into a quoted text", machine('spec: {a: "v<%= kubernetes.version %>"}\n'), "CS3003"],
    ["write raw text", machine("spec: <%- kubernetes.version %>\n"), "CS3004"],
    ["give no YAML", machine("spec: {<% if (unit.id) { %>: : ]<% } %>\n"), "CS3003"],
    ["ask for the time", machine("spec: <%= new Date() %>\n"), "CS3001"],
    ["ask for randomness", machine("spec: <%= Math.random() %>\n"), "CS3001"],
    ["reach for Node", machine("spec: <%= process.version %>\n"), "CS3001"],
    ["compile code", machine("spec: <%= unit.constructor.constructor('return 1')() %>\n"), "CS3001"],
  ])("that %s are refused", (_what, changes, code) => {
    expect(codesOf(changes)).toEqual([code]);
  });

  it("that throw say on which line", () => {
    const { diagnostics } = renderTree(machine("spec:\n  a: 1\n  b: <%= nothing.here %>\n"));
    expect(diagnostics[0]).toMatchObject({ file: "providers/metal/class/machine.yaml.ejs", line: 3 });
  });

  it("write texts that YAML would read as something else as what they are", () => {
    const { rendered } = renderTree(machine('spec: {template: {spec: {list: <%= ["on", "1.30", "a: b", "line\\nbreak", null, 7] %>}}}\n'));
    expect(rendered?.templates.find(({ kind }) => kind === "MetalMachineTemplate")?.spec).toEqual({
      template: { spec: { list: ["on", "1.30", "a: b", "line\nbreak", null, 7] } },
    });
  });
});
