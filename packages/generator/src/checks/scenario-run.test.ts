import { describe, expect, test } from "vitest";
import { plannableCluster, renderTree } from "../testing/small-tree.ts";
import { runScenarios, type ScenarioRun } from "./scenario-run.ts";

function runWith(feature: string): ScenarioRun {
  const { rendered, diagnostics } = renderTree({
    "providers/metal/outputs/cluster.yaml.ejs": plannableCluster,
    "providers/metal/features/tried.yaml": `id: tried\ntitle: Tried\ndocs: Under test.\n${feature}`,
  });
  expect(diagnostics).toEqual([]);
  return runScenarios(rendered!);
}

const codes = ({ diagnostics }: ScenarioRun) => diagnostics.map(({ code }) => code);

describe("the scenarios of a unit", () => {
  test("pass where every allowed value plans", () => {
    const run = runWith(`
variables:
  - {name: note, description: A note., schema: {type: string, default: ""}}
patches:
  - {name: note, when: "{{ not (empty .note) }}", on: [machine], ops: [{add: /spec/template/spec/note, template: "{{ .note | toJson }}"}]}
`);
    expect(run.diagnostics).toEqual([]);
    expect(run.ran).toBeGreaterThan(10);
  });

  test("find a text that a template does not quote, and name nothing but the variable that shows it", () => {
    const { diagnostics } = runWith(`
variables:
  - {name: note, description: A note., schema: {type: string, default: none}}
patches:
  - {name: note, on: [machine], ops: [{add: /spec/template/spec/note, template: "text: {{ .note }}"}]}
`);
    expect(diagnostics).toMatchObject([
      { code: "CS4010", severity: "error", file: "providers/metal/features/tried.yaml", message: expect.stringContaining("not YAML") },
    ]);
    expect(diagnostics[0]!.message).toContain(`metal-tiny-1-36 with {"note":"it's {a: \\"b\\"} #c"}: patch "note"`);
  });

  test("find two variables that only fail together", () => {
    const { diagnostics } = runWith(`
variables:
  - {name: first, description: The one., schema: {type: boolean, default: false}}
  - {name: second, description: Other., schema: {type: boolean, default: false}}
patches:
  - {name: both, on: [cluster], ops: [{add: /spec/template/spec/both, template: "{{ if and .first .second }}{{ fail \\"never both\\" }}{{ end }}{first: {{ .first }}, second: {{ .second }}}"}]}
`);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.message).toContain('with {"first":true,"second":true}: patch "both"');
  });

  test("find what only the overrides of a worker pool break", () => {
    const { diagnostics } = runWith(`
variables:
  - {name: pinned, description: Pinned., schema: {type: boolean, default: false}}
patches:
  - {name: pinned, on: [machine], ops: [{add: /spec/template/spec/pinned, template: "{{ .pinned }}{{ if and .pinned (hasKey .builtin \\"machineDeployment\\") (eq .builtin.machineDeployment.topologyName \\"overridden\\") }}{{ fail \\"pool\\" }}{{ end }}"}]}
`);
    expect(diagnostics[0]!.message).toMatch(/with \{.*\} and on a worker pool \{"pinned":true\}: patch "pinned"/);
  });

  test("find members of an object that only fail together", () => {
    const { diagnostics } = runWith(`
variables:
  - name: options
    description: Options.
    schema:
      type: object
      default: {}
      properties: {fast: {type: boolean, default: false}, safe: {type: boolean, default: false}, level: {type: integer, minimum: 1, maximum: 3}}
patches:
  - name: options
    on: [cluster]
    ops: [{add: /spec/template/spec/options, template: "{{ if and .options.fast .options.safe }}{{ fail \\"not both\\" }}{{ end }}{{ .options | toJson }}"}]
`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["CS4010"]);
    expect(diagnostics[0]!.message).toContain('"fast":true,"safe":true');
  });

  test("try every combination of switches", () => {
    const switches = ["a", "b", "c"].map(
      (name) => `  - {name: ${name}, description: Switch., schema: {type: string, enum: [on, none], default: none}}`,
    );
    const { diagnostics } = runWith(`
variables:
${switches.join("\n")}
patches:
  - {name: all, on: [cluster], ops: [{add: /spec/template/spec/all, template: "{{ if eq .a .b .c \\"on\\" }}{{ if and (eq .b \\"on\\") (eq .c \\"on\\") }}{{ fail \\"all three\\" }}{{ end }}{{ end }}{{ list .a .b .c | toJson }}"}]}
`);
    expect(diagnostics[0]!.message).toContain('with {"a":"on","b":"on","c":"on"}: patch "all"');
  });

  test("may be refused as a check declares", () => {
    const declared = runWith(`
variables:
  - {name: level, description: Level., schema: {type: integer, default: 1, minimum: 0, maximum: 3, x-kubernetes-validations: [{rule: self != 2}]}}
patches:
  - {name: level, on: [machine], ops: [{add: /spec/template/spec/level, variable: level}]}
checks:
  - {name: two is refused, given: {level: 2}, fails: "spec.topology.variables[level].value"}
`);
    expect(declared).toMatchObject({ refused: 1, diagnostics: [] });
  });

  test("must be refused where a check declares it", () => {
    const { diagnostics } = runWith(`
variables:
  - {name: level, description: Level., schema: {type: integer, default: 1, minimum: 0, maximum: 3}}
patches:
  - {name: level, on: [machine], ops: [{add: /spec/template/spec/level, variable: level}]}
checks:
  - {name: two is refused, given: {level: 2}, fails: "spec.topology.variables[level].value"}
`);
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining("accepted, but a check declares")]);
  });

  test("are planned beside what a feature refuses, and each refusal refuses one", () => {
    const run = (when: string) =>
      runWith(`
variables:
  - {name: door, description: Kind of door., schema: {type: string, enum: [steel, wood, none], default: none}}
  - {name: key, description: Its key., schema: {type: string, enum: ["", iron, brass], default: ""}}
refuses:
  - {name: doorWithoutKey, when: '${when}', message: "key must be set with door: steel."}
patches:
  - {name: steel, when: '{{ eq .door "steel" }}', on: [cluster], ops: [{add: /spec/template/spec/lock, variable: key}]}
  - {name: open, when: "{{ empty .key }}", on: [cluster], ops: [{add: /spec/template/spec/open, template: "{{ .door }}"}]}
checks:
  - {name: a door without a key, given: {door: steel}, fails: doorWithoutKey}
`);
    const refusing = run('{{ and (eq .door "steel") (empty .key) }}');
    expect(refusing).toMatchObject({ refused: 1, diagnostics: [] });
    expect(refusing.ran).toBeGreaterThan(10);
    const never = run('{{ eq .door "glass" }}');
    expect(never.diagnostics.map(({ code, file, message }) => [code, file, message])).toEqual([
      ["CS4011", "providers/metal/features/tried.yaml", expect.stringContaining('"doorWithoutKey" is enabled in none')],
    ]);
  });

  test("show patches that no Cluster gets and variables that change nothing", () => {
    const run = runWith(`
variables:
  - {name: mode, description: Mode., schema: {type: string, enum: [a, b], default: a}}
patches:
  - {name: never, when: '{{ eq .mode "c" }}', on: [machine], ops: [{add: /spec/template/spec/mode, variable: mode}]}
`);
    expect(codes(run)).toEqual(["CS4011", "CS4012"]);
    expect(run.diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  });

  test("take a patch that needs more variables than pairs give from a check that gives all of them", () => {
    const names = ["a", "b", "c", "d"];
    const run = (given: string) =>
      runWith(`
variables:
${names.map((name) => `  - {name: ${name}, description: Text ${name}., schema: {type: string, enum: [u, v, w, x, y, z], default: u}}`).join("\n")}
patches:
  - {name: all, when: '{{ and ${names.map((name) => `(eq .${name} "z")`).join(" ")} }}', on: [machine], ops: [{add: /spec/template/spec/all, value: 1}]}
  - {name: each, on: [machine], ops: [{add: /spec/template/spec/each, template: "{{ list .a .b .c .d | toJson }}"}]}
checks:
  - {name: all of them, given: {${given}}, expect: [{on: machine, path: /spec/each, equals: [z, z, z, z]}]}
`);
    expect(codes(run("a: z"))).toEqual(["CS4011"]);
    expect(codes(run("a: z, b: z, c: z, d: z"))).toEqual([]);
  });

  test("see an effect that only shows beside another variable", () => {
    const run = runWith(`
variables:
  - {name: enabled, description: Switched on., schema: {type: boolean, default: false}}
  - {name: size, description: Size., schema: {type: integer, default: 1, minimum: 1, maximum: 9}}
patches:
  - {name: size, when: "{{ .enabled }}", on: [machine], ops: [{add: /spec/template/spec/disk, variable: size}]}
`);
    expect(run.diagnostics).toEqual([]);
  });
});
