import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cstack, cstackProcess } from "../support/cstack.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-plan-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file for a test and returns its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface ClassChanges {
  name?: string;
  flavorSchema?: string;
  machine?: string;
  workers?: string;
}

/** A class as anybody may have written it: a provider that this repository does not know, kubeadm, one variable with two patches. */
function exampleClass({
  name = "example",
  flavorSchema = "{type: string, default: small}",
  machine = "disk: 20",
  workers = "default-worker",
}: ClassChanges = {}): string {
  return `
apiVersion: cluster.x-k8s.io/v1beta2
kind: ClusterClass
metadata: {name: ${name}}
spec:
  infrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: AcmeClusterTemplate, name: ${name}-cluster}}
  controlPlane:
    templateRef: {apiVersion: controlplane.cluster.x-k8s.io/v1beta2, kind: KubeadmControlPlaneTemplate, name: ${name}-control-plane}
    machineInfrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: AcmeMachineTemplate, name: ${name}-machine}}
  workers:
    machineDeployments:
      - class: ${workers}
        bootstrap: {templateRef: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta2, kind: KubeadmConfigTemplate, name: ${name}-bootstrap}}
        infrastructure: {templateRef: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: AcmeMachineTemplate, name: ${name}-machine}}
  variables:
    - {name: flavor, required: false, schema: {openAPIV3Schema: ${flavorSchema}}}
  patches:
    - name: workerFlavor
      definitions:
        - selector:
            apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
            kind: AcmeMachineTemplate
            matchResources: {machineDeploymentClass: {names: [${workers}]}}
          jsonPatches:
            - {op: add, path: /spec/template/spec/flavor, valueFrom: {template: "acme.{{ .flavor }}"}}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AcmeClusterTemplate
metadata: {name: ${name}-cluster}
spec: {template: {spec: {region: north}}}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AcmeMachineTemplate
metadata: {name: ${name}-machine}
spec: {template: {spec: {${machine}}}}
---
apiVersion: controlplane.cluster.x-k8s.io/v1beta2
kind: KubeadmControlPlaneTemplate
metadata: {name: ${name}-control-plane}
spec: {template: {spec: {kubeadmConfigSpec: {}}}}
---
apiVersion: bootstrap.cluster.x-k8s.io/v1beta2
kind: KubeadmConfigTemplate
metadata: {name: ${name}-bootstrap}
spec: {template: {spec: {}}}
`;
}

/** A Cluster of the example class with three control plane machines and four workers. */
function exampleCluster({ className = "example", flavor = "large", version = "v1.36.1", namespace = "tenant" } = {}): string {
  return `
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: mine, namespace: ${namespace}}
spec:
  topology:
    classRef: {name: ${className}}
    version: ${version}
    controlPlane: {replicas: 3}
    workers: {machineDeployments: [{class: default-worker, name: md-0, replicas: 4}]}
    variables: [{name: flavor, value: ${flavor}}]
`;
}

describe("cstack plan", () => {
  it("shows the tree of objects of a class from a file, and marks what came from variables", async () => {
    const { status, stdout, stderr } = await cstack(
      ["plan", "--class", file("class.yaml", exampleClass()), "--cluster", file("cluster.yaml", exampleCluster())],
      { cwd: folder },
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toBe(`Cluster mine in tenant: class example, Kubernetes v1.36.1

Variables
  flavor  "large"

Objects
├─ infrastructureCluster  AcmeCluster mine-xxxxx
├─ controlPlane  KubeadmControlPlane mine-xxxxx (3 machines)
│  └─ machines  AcmeMachineTemplate mine-xxxxx
└─ machineDeployment/md-0  MachineDeployment mine-md-0-xxxxx (4 machines)
   ├─ bootstrap  KubeadmConfigTemplate mine-md-0-xxxxx
   └─ machines  AcmeMachineTemplate mine-md-0-xxxxx
         spec.template.spec.flavor: "acme.large"  ← flavor (patch workerFlavor)
`);
  });

  it("finds the class in the Cluster's own file, also among several", async () => {
    const both = file("both.yaml", [exampleClass({ name: "other" }), exampleClass(), exampleCluster()].join("---"));
    const { status, stdout } = await cstack(["plan", "--cluster", both]);
    expect(status).toBe(0);
    expect(stdout).toContain("class example");
  });

  it("reads a class from standard input", async () => {
    const { status, stdout } = cstackProcess(["plan", "--class", "-", "--cluster", file("cluster.yaml", exampleCluster()), "-o", "json"], {
      input: exampleClass(),
    });
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { objects: { role: string }[] }).objects.map(({ role }) => role)).toEqual([
      "infrastructureCluster",
      "controlPlane",
      "controlPlaneMachineTemplate",
      "machineDeployment/md-0",
      "machineDeployment/md-0/bootstrap",
      "machineDeployment/md-0/infrastructure",
    ]);
  });

  it("says which machines roll, in which order, why, and how many are away", async () => {
    const before = file("before.yaml", exampleCluster());
    const after = file("after.yaml", exampleCluster({ flavor: "huge", version: "v1.36.2" }));
    const { status, stdout } = await cstack([
      "plan",
      "--class",
      file("class.yaml", exampleClass()),
      "--from-cluster",
      before,
      "--cluster",
      after,
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain(`Which machines are replaced
  1. controlPlane: 3 machines; at any moment none is away, at most 1 more than wanted
       another Kubernetes version
         spec.version: "v1.36.1" → "v1.36.2"
  2. machineDeployment/md-0: 4 machines; at any moment none is away, at most 1 more than wanted
       another Kubernetes version
         spec.template.spec.version: "v1.36.1" → "v1.36.2"
       another AcmeMachineTemplate (machineDeployment/md-0/infrastructure)
         spec.template.spec.flavor: "acme.large" → "acme.huge"
`);
    expect(stdout).toMatch(/Not decided offline\n {2}cluster: spec\.topology\.version: /);
  });

  it("moves a Cluster that still names the class before, and says so", async () => {
    const older = file("class.yaml", exampleClass());
    const newer = file("newer.yaml", exampleClass({ name: "newer", machine: "disk: 50" }));
    const cluster = file("cluster.yaml", exampleCluster());
    const { status, stdout } = await cstack(["plan", "--class", newer, "--from", older, "--cluster", cluster]);
    expect(status).toBe(0);
    expect(stdout).toContain("The Cluster names example; planned is its move to newer.");
    expect(stdout).toContain("rotate    machineDeployment/md-0/infrastructure  AcmeMachineTemplate, a new template takes its place");
    expect(stdout).toContain("spec.template.spec.disk: 20 → 50");
  });

  it("says that nothing changes where nothing does", async () => {
    const cluster = file("cluster.yaml", exampleCluster());
    const { stdout } = await cstack([
      "plan",
      "--class",
      file("class.yaml", exampleClass()),
      "--from-cluster",
      cluster,
      "--cluster",
      cluster,
    ]);
    expect(stdout).toContain("What changes\n  nothing\nWhich machines are replaced\n  none\n");
  });

  it("explains a value: the patch, its place in the class, and the variable", async () => {
    const args = ["plan", "--class", file("class.yaml", exampleClass()), "--cluster", file("cluster.yaml", exampleCluster())];
    const { status, stdout } = await cstack([...args, "--explain", "machineDeployment/md-0/infrastructure:spec.template.spec"]);
    expect(status).toBe(0);
    expect(stdout).toBe(`machineDeployment/md-0/infrastructure (AcmeMachineTemplate)
  spec.template.spec.disk: 20
      as the template has it
  spec.template.spec.flavor: "acme.large"
      patch workerFlavor: add /spec/template/spec/flavor (spec.patches[0].definitions[0].jsonPatches[0])
      value from flavor = "large"
`);
    expect(await cstack([...args, "--explain", "controlplane:spec"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("controlPlane"),
    });
    expect(await cstack([...args, "--explain", "controlPlane:spec.versions"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("spec.version"),
    });
  });

  it("plans a unit of the checkout with its sample Cluster, and a move between two", async () => {
    const alone = await cstack(["plan", "--class", "docker-scs-1-36", "-o", "json"]);
    expect(alone.status).toBe(0);
    expect(JSON.parse(alone.stdout)).toMatchObject({ errors: [], unknown: [], variables: expect.any(Object) });
    const move = await cstack(["plan", "--class", "docker-scs-1-37", "--from", "docker-scs-1-36", "-o", "json"]);
    expect(move.status).toBe(0);
    const { rollout } = JSON.parse(move.stdout) as { rollout: { rolls: { machines: string; step: number }[] } };
    expect(rollout.rolls.map(({ machines, step }) => [step, machines])).toEqual([
      [1, "controlPlane"],
      [2, "machineDeployment/default-worker"],
    ]);
  });

  it("renders a unit in the version that the Cluster names, and plans its bundle alike", async () => {
    const out = join(folder, "release");
    expect((await cstack(["build", "docker-scs-1-36", "--mode", "custom", "--version", "v7-test.1", "--out", out])).status).toBe(0);
    const bundle = join(out, "docker-scs-1-36-v7-test-1");
    const fromBundle = await cstack(["plan", "--class", bundle, "-o", "json"]);
    const fromUnit = await cstack(["plan", "--class", "docker-scs-1-36", "--cluster", join(bundle, "cluster.yaml"), "-o", "json"]);
    expect(fromBundle).toMatchObject({ status: 0, stderr: "" });
    expect(fromUnit.stdout).toBe(fromBundle.stdout);
  });

  it("prints refusals on standard error, and as data in the plan", async () => {
    const args = [
      "plan",
      "--class",
      file("class.yaml", exampleClass()),
      "--cluster",
      file("wrong.yaml", exampleCluster({ flavor: "[1]" })),
    ];
    const text = await cstack(args);
    expect(text).toMatchObject({ status: 1, stdout: "" });
    expect(text.stderr).toMatch(/wrong\.yaml: error CS4002: spec\.topology\.variables\[flavor\]\.value: .+\n {2}repair: /);
    const data = await cstack([...args, "-o", "json"]);
    expect(data.status).toBe(1);
    expect(JSON.parse(data.stdout)).toMatchObject({
      errors: [{ stage: "cluster", field: "spec.topology.variables[flavor].value" }],
      objects: [],
    });
  });

  it("follows feature gates", async () => {
    const cluster = exampleCluster().replace(
      "controlPlane: {replicas: 3}",
      "controlPlane: {replicas: 3, taints: [{key: a, effect: NoSchedule, propagation: Always}]}",
    );
    const args = ["plan", "--class", file("class.yaml", exampleClass()), "--cluster", file("taints.yaml", cluster)];
    expect(await cstack(args)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Warnings\n  taints needs the alpha feature gate"),
    });
    expect((await cstack([...args, "--feature-gates", "MachineTaintPropagation=false"])).status).toBe(1);
  });

  it("colours only where it is asked to, and never lets a file write to the terminal", async () => {
    const cluster = file("cluster.yaml", exampleCluster({ flavor: '"\\e]0;title\\a\\e[2J"' }));
    const args = ["plan", "--class", file("class.yaml", exampleClass()), "--cluster", cluster];
    const terminalEscape = String.fromCharCode(27);
    expect((await cstack(args)).stdout).not.toContain(terminalEscape);
    const coloured = (await cstack(args, { env: { NO_COLOR: "", FORCE_COLOR: "1" } })).stdout;
    expect(coloured.replace(new RegExp(`${terminalEscape}\\[\\d+m`, "g"), "")).not.toContain(terminalEscape);
  });

  it("tells about placeholders that clusterctl has to fill in", async () => {
    const cluster = file("placeholders.yaml", exampleCluster({ version: "${KUBERNETES_VERSION}" }));
    const { status, stderr } = await cstack(["plan", "--class", file("class.yaml", exampleClass()), "--cluster", cluster]);
    expect(status).toBe(1);
    expect(stderr).toContain("placeholders such as ${KUBERNETES_VERSION}");
  });
});

describe("hostile input", () => {
  const bomb = [
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
    ...Array.from({ length: 10 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`),
  ];

  it.each<[string, string | Uint8Array, RegExp]>([
    ["broken YAML", "kind: [", /error CS1001: line \d+: /],
    ["a key twice", "kind: Cluster\nkind: Cluster\n", /error CS1002: /],
    ["an alias bomb", `kind: A\n${bomb.join("\n")}\n`, /error CS1005: .*500000 values/],
    ["deep nesting", `kind: A\nx: ${"[".repeat(100_000)}`, /error CS1005: .*nested too deeply/],
    ["more than the engine reads", `# ${"x".repeat(16_000_001)}`, /error CS1005: .*16000000/],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00]), /is not UTF-8 text/],
    ["a document without a kind", "a: b\n", /error CS1102: .*has no kind/],
  ])("%s is refused with its reason", async (name, content, reason) => {
    const { status, stdout, stderr } = await cstack(["plan", "--cluster", file(`${name.replaceAll(" ", "-")}.yaml`, content)]);
    expect(stderr).toMatch(reason);
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });

  it("a file without end is refused", async () => {
    expect(await cstack(["plan", "--cluster", "/dev/zero"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("is larger than"),
    });
  });

  it("a template that would fill the memory is refused", async () => {
    const template = file("bomb.tpl", '{{ range $i := until 1000000 }}{{ repeat 1000 "x" }}{{ end }}');
    const { status, stderr } = await cstack(["template", template]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/more than \d+ (characters|iterations)/);
  });
});

describe("batches", () => {
  /** Runs a batch and parses its lines. */
  function batch(args: string[], lines: string[]): Record<string, unknown>[] {
    const { status, stdout, stderr } = cstackProcess([...args, "--batch"], { input: lines.join("\n") });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it("plan one case a line, in order, and go on after lines that are none", () => {
    const yaml = `${exampleClass()}---${exampleCluster({ namespace: "default" })}`;
    const changed = `${yaml}---${exampleCluster({ namespace: "default", flavor: "huge" })}`;
    const results = batch(
      ["plan"],
      [
        JSON.stringify({ id: "1", yaml }),
        "{broken",
        "",
        "[]",
        JSON.stringify({ id: "2" }),
        JSON.stringify({ id: "3", yaml: changed }),
        JSON.stringify({ id: "4", yaml: "kind: [" }),
      ],
    );
    expect(results).toMatchObject([
      { id: "1", errors: [], unknown: [], overrides: {}, variables: { flavor: "large" } },
      { errors: [{ stage: "input", message: expect.stringContaining("line 2 is no JSON") }], objects: [], variables: null },
      { errors: [{ stage: "input", message: "line 4 is no JSON object" }] },
      { id: "2", errors: [{ stage: "input" }] },
      { id: "3", errors: [], rollout: { rolls: [{ machines: "machineDeployment/md-0", step: 1 }] } },
      { id: "4", errors: [{ stage: "input", message: expect.stringMatching(/^line \d+: /) }] },
    ]);
    expect(results).toHaveLength(6);
    expect(results[0]).not.toHaveProperty("rollout");
  });

  it("compare two classes a line", () => {
    const pair = (after: string) =>
      JSON.stringify({ id: "x", yaml: [exampleClass(), after, exampleCluster({ namespace: "default" })].join("---") });
    const [same, narrowed, broken] = batch(
      ["diff"],
      [
        pair(exampleClass({ name: "newer" })),
        pair(exampleClass({ name: "newer", flavorSchema: "{type: string, default: small, maxLength: 9}", workers: "other-worker" })),
        "broken",
      ],
    );
    expect(same).toMatchObject({ id: "x", errors: [], update: [], rebase: [], variables: [], clusters: [{ cluster: "mine" }] });
    expect(narrowed).toMatchObject({
      update: [{ stage: "class" }],
      rebase: [{ stage: "rebase" }],
      variables: [{ name: "flavor", change: "narrowed", clusters: ["mine"] }],
    });
    expect(broken).toMatchObject({ errors: [{ stage: "input" }], update: [], rebase: [] });
  });

  it("render one template a line: text and value, or the error", () => {
    expect(
      batch(
        ["template"],
        [
          JSON.stringify({ id: "1", template: "{{ .n | add 1 }}", data: { n: 1 } }),
          JSON.stringify({ id: "2", template: "{{ end }}" }),
          JSON.stringify({ id: "3", template: "{{ eq .n 1 }}", data: { n: 1 } }),
          JSON.stringify({ id: "4", template: "a: [" }),
          JSON.stringify({ id: "5", template: "", data: 3 }),
          "broken",
        ],
      ),
    ).toEqual([
      { id: "1", out: "2", value: 2 },
      { id: "2", error: expect.stringMatching(/^parse: template: tpl:1/) },
      { id: "3", error: expect.stringMatching(/^render: .*incompatible types/) },
      { id: "4", out: "a: [", error: expect.stringMatching(/^yaml: /) },
      { id: "5", error: expect.stringMatching(/^data: /) },
      { error: expect.stringContaining("line 6 is no JSON") },
    ]);
  });
});

describe("cstack diff", () => {
  it("says what is refused, what changed in the variables and for whom, and what rolls", async () => {
    const older = file("class.yaml", exampleClass());
    const newer = file("newer.yaml", exampleClass({ name: "newer", flavorSchema: "{type: string, default: medium}", machine: "disk: 50" }));
    const { status, stdout } = await cstack(["diff", older, newer, "--cluster", file("cluster.yaml", exampleCluster())]);
    expect(status).toBe(0);
    expect(stdout).toContain("Taking the place of the old class under its name: accepted\n");
    expect(stdout).toContain("Clusters that move to the new class: accepted\n");
    expect(stdout).toContain(`Variables
  flavor: another default, for Clusters that do not store a value
      default: "small" → "medium"
`);
    expect(stdout).toContain("Cluster mine\n  What changes\n");
    expect(stdout).toContain("spec.template.spec.disk: 20 → 50\n    1. machineDeployment/md-0");
  });

  it("compares two units, with their sample Cluster, addons and Kubernetes versions", async () => {
    const { status, stdout } = await cstack(["diff", "openstack-scs-1-36", "openstack-scs-1-37", "-o", "json"]);
    expect(status).toBe(0);
    const { kubernetes, addons, clusters } = JSON.parse(stdout) as {
      kubernetes: { old: string; new: string };
      addons: unknown[];
      clusters: { rollout: { upgrade: { controlPlane: string[] } } }[];
    };
    expect(kubernetes).toEqual({ old: expect.stringMatching(/^v1\.36\./), new: expect.stringMatching(/^v1\.37\./) });
    expect(addons).toEqual(expect.any(Array));
    expect(clusters[0]?.rollout.upgrade.controlPlane).toEqual([kubernetes.new]);
  });

  it("says what the provider refuses on Clusters that exist, as plans do, and exits 1", async () => {
    const { stdout: older } = await cstack(["render", "openstack-scs-1-36"]);
    const newer = file("moved-subnet.yaml", older.replace("- cidr: {{ .nodeCIDR | toJson }}", '- cidr: "10.77.0.0/16"'));
    const refused = "infrastructureCluster: spec.managedSubnets[0].cidr: OpenStackCluster refuses the change from";
    for (const args of [
      ["diff", "openstack-scs-1-36", newer],
      ["plan", "--class", newer, "--from", "openstack-scs-1-36"],
    ]) {
      const { status, stdout } = await cstack(args);
      expect(status).toBe(1);
      expect(stdout).toContain("What the provider refuses\n");
      expect(stdout).toContain(refused);
    }
    const { status, stdout } = await cstack(["diff", file("older.yaml", older), newer]);
    expect(status).toBe(0);
    expect(stdout).toContain("which fields of OpenStackCluster may change is not known");
  });

  it("exits 1 where the move is refused", async () => {
    const older = file("class.yaml", exampleClass());
    const newer = file("other.yaml", exampleClass({ name: "newer", workers: "other-worker" }));
    const { status, stdout } = await cstack(["diff", older, newer, "--cluster", file("cluster.yaml", exampleCluster())]);
    expect(status).toBe(1);
    expect(stdout).toContain("Clusters that move to the new class: refused\n  spec.");
  });

  it("exits 1 where the old class is not valid itself", async () => {
    const broken = file("broken-class.yaml", exampleClass().replace("kind: AcmeClusterTemplate, name", "kind: acme, name"));
    const { status, stdout, stderr } = await cstack(["diff", broken, broken]);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("error CS4001: spec.infrastructure.");
  });
});

describe("cstack template", () => {
  it("prints the text, or text and value", async () => {
    const template = file("list.tpl", "{{ range .items }}\n- {{ . }}\n{{- end }}");
    const data = file("data.yaml", "items: [a, b]\n");
    expect(await cstack(["template", template, "--data", data])).toEqual({ status: 0, stdout: "\n- a\n- b\n", stderr: "" });
    const json = await cstack(["template", template, "--data", data, "-o", "json"]);
    expect(JSON.parse(json.stdout)).toEqual({ out: "\n- a\n- b", value: ["a", "b"] });
  });

  it("says where a template fails", async () => {
    expect(cstackProcess(["template", "-"], { input: '{{ fail "no" }}' })).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("standard input: render: template: tpl:1:3"),
    });
  });
});

describe("wrong usage exits 2", () => {
  it.each<[string[], string]>([
    [["plan"], "--class"],
    [["plan", "--class", "https://registry.example/class"], "not from other addresses"],
    [["plan", "--class", "oci://registry.example/class"], "names no tag or digest"],
    [["schemas", "oci://registry.example/class:v1", "--out", "schemas"], "reads no class from a registry"],
    [["plan", "--class", "docker-scs-1-99"], "Unknown unit"],
    [["plan", "--class", "scs"], "several units"],
    [["plan", "--class", "/"], "no bundle"],
    [["plan", "--cluster", "absent.yaml"], "There is no file absent.yaml"],
    [["validate", "--class", "absent.yaml"], "There is no file absent.yaml"],
    [["plan", "--class", "-", "--cluster", "-"], "read once"],
    [["plan", "--batch", "--class", "docker-scs-1-36"], "--batch"],
    [["plan", "--batch", "--feature-gates", "MachinePools=true"], "Known: MachinePool"],
    [["plan", "--batch", "--feature-gates", "MachinePool"], "Name=true"],
    [["plan", "--class", "docker-scs-1-36", "-o", "xml"], "Unknown output format"],
    [["diff", "docker-scs-1-36"], "two classes"],
    [["diff", "--batch", "docker-scs-1-36"], "--batch"],
    [["template"], "Name a file"],
    [["template", "--batch", "a.tpl"], "--batch"],
    [["template", "-", "--data", "-"], "read once"],
  ])("%j", async (args, reason) => {
    expect(await cstack(args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(reason) });
  });

  it("outside of a checkout a name can only be that of a file", async () => {
    expect(await cstack(["plan", "--class", "docker-scs-1-36"], { cwd: folder })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no checkout"),
    });
  });
});
