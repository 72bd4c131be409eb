import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatDiagnostic, problem } from "@cstack/model";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { plannedSteps } from "../../packages/cli/src/prepare/dry-run.ts";
import { inputsOf } from "../../packages/cli/src/prepare/inputs.ts";
import { prepareCluster } from "../../packages/cli/src/prepare/prepare-cluster.ts";
import { readContext } from "../../packages/cli/src/prepare/read-cluster.ts";
import type { Cloud } from "../../packages/cli/src/prepare/run-step.ts";
import { type CommandRun, cstackProcess } from "../support/cstack.ts";
import { openstack, type Project } from "../support/fake-openstack.mjs";
import { allUnits, renderedUnit, root, unitOf } from "../support/repository.ts";

/** cstack prepare with OpenStack's recipe, against something that stands in for `openstack`: mostly in memory, and a few times as a program. */

const unit = "openstack-scs-1-36";
const rendered = renderedUnit(unitOf(unit));
const recipe = rendered!.unit.provider.prepare!.data;

interface Row {
  ID: string;
  Name: string;
  [column: string]: unknown;
}

let folder = "";
let cluster = "";
let project: Project = {};
let calls: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cstack-prepare-"));
  cluster = join(folder, "cluster.yaml");
  writeFileSync(join(folder, "node.qcow2"), "disk");
  project = { cloud: "openstack", network: [{ ID: "ext-1", Name: "public", external: true }] };
  calls = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function rowsOf(table: string): Row[] {
  return (project[table] ?? []) as Row[];
}

/** Calls that change something, without options. */
function changes(): string[] {
  return calls.filter((call) => /\b(create|add)\b/.test(call));
}

const cloud: Cloud = {
  ask: async (args) => {
    const { code, stdout, stderr } = call(args);
    return code === 0 ? { value: JSON.parse(stdout), diagnostics: [] } : { diagnostics: [problem("CS7101", {}, stderr)] };
  },
  change: async (args) => {
    const { code, stderr } = call(args);
    return code === 0 ? [] : [problem("CS7101", {}, stderr)];
  },
  pause: async () => undefined,
};

function call(args: readonly string[]) {
  calls.push(args.filter((word) => !word.startsWith("-")).join(" "));
  return openstack(project, args);
}

/** Does what `--run` does; the findings as texts, and the steps by their state. */
async function prepare(...inputs: string[]): Promise<{ findings: string[]; states: string[] }> {
  const { context, diagnostics } = readContext(cluster, rendered!, inputsOf(recipe, inputs));
  if (context === undefined) return { findings: diagnostics.map(formatDiagnostic), states: [] };
  const result = await prepareCluster(recipe, context, cluster, cloud);
  return { findings: result.diagnostics.map(formatDiagnostic), states: result.done.map(({ step, state }) => `${step} ${state}`) };
}

const file = () => `nodeImageFile=${join(folder, "node.qcow2")}`;

function writeCluster(variables: string, more = ""): void {
  writeFileSync(
    cluster,
    `# The Cluster of team A.
apiVersion: cluster.x-k8s.io/v1beta2
kind: Cluster
metadata: {name: team-a}   # never rename
spec:
  topology:
    classRef: {name: ${unit}-v1}
    version: v1.36.4
    variables:
${variables}    # The end.
${more}`,
  );
}

const kubeVip = "      # No Octavia here.\n      - {name: apiServerLoadBalancer, value: kube-vip}\n";

function variables(): Record<string, unknown> {
  const [document] = parseAllDocuments(readFileSync(cluster, "utf8"));
  const { spec } = document!.toJS() as { spec: { topology: { variables?: { name: string; value: unknown }[] } } };
  return Object.fromEntries((spec.topology.variables ?? []).map(({ name, value }) => [name, value]));
}

describe("the recipe", () => {
  it("makes what is missing and writes ids into the Cluster, whose comments stay", async () => {
    writeCluster(kubeVip, "---\n# Another object.\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: beside}\n");
    const { findings, states } = await prepare(file());
    expect(findings).toEqual([]);
    expect(states).toContain("virtualIP made");
    const [group, workers] = rowsOf("servergroup");
    expect(variables()).toEqual({
      apiServerLoadBalancer: "kube-vip",
      networkID: rowsOf("network").find(({ Name }) => Name === "team-a")?.ID,
      apiServerFixedIP: "10.8.0.5",
      apiServerFloatingIP: "203.0.113.7",
      controlPlaneServerGroupID: group?.ID,
      workerServerGroupID: workers?.ID,
    });
    const text = readFileSync(cluster, "utf8");
    for (const kept of [
      "# The Cluster of team A.",
      "# never rename",
      "# No Octavia here.",
      "# The end.",
      "# Another object.",
      "name: beside",
    ]) {
      expect(text).toContain(kept);
    }
    expect(rowsOf("subnet")).toMatchObject([{ Subnet: "10.8.0.0/20", servers: ["9.9.9.9", "149.112.112.112"] }]);
    expect(rowsOf("router")).toMatchObject([{ gateway: "ext-1" }]);
    expect(rowsOf("image")).toMatchObject([{ Name: "ubuntu-capi-image-v1.36.4", format: "qcow2" }]);
    expect(readdirSync(folder).sort()).toEqual(["cluster.yaml", "node.qcow2"]);
  });

  it("makes nothing a second time, and leaves the file alone", async () => {
    writeCluster(kubeVip);
    await prepare(file());
    const made = changes();
    const { mtimeMs } = statSync(cluster);
    const { findings, states } = await prepare();
    expect(findings).toEqual([]);
    expect(states.filter((state) => state.endsWith("made"))).toEqual([]);
    expect(changes()).toEqual(made);
    expect(statSync(cluster).mtimeMs).toBe(mtimeMs);
  });

  const steps = [
    "network create",
    "subnet create",
    "router create",
    "router add subnet",
    "port create",
    "floating ip create",
    "server group create",
    "image create",
  ];

  it.each(steps)("goes on after a failure of %s, and makes nothing twice", async (command) => {
    writeCluster(kubeVip);
    project["fail"] = command;
    expect((await prepare(file())).findings).toEqual([expect.stringContaining("error CS7101")]);
    const beforehand = variables();
    expect((await prepare(file())).findings).toEqual([]);
    expect(variables()).toMatchObject(beforehand);
    expect(Object.keys(variables())).toHaveLength(6);
    expect(["subnet", "router", "floatingip", "image"].map((table) => rowsOf(table).length)).toEqual([1, 1, 1, 1]);
    expect(rowsOf("servergroup").map(({ Name }) => Name)).toEqual(["team-a-control-plane", "team-a-worker"]);
  });

  it("finds by name what it made although no id is in the file", async () => {
    writeCluster(kubeVip);
    await prepare(file());
    const made = changes();
    writeCluster(kubeVip);
    expect((await prepare()).findings).toEqual([]);
    expect(changes()).toEqual(made);
    expect(Object.keys(variables())).toHaveLength(6);
  });

  it("uses a network that somebody names, with its subnet and router", async () => {
    const network = "0a1b2c3d-0000-4000-8000-1234567890ab";
    project = {
      network: [
        { ID: "ext-1", Name: "public", external: true },
        { ID: network, Name: "shared" },
      ],
      subnet: [{ ID: "sub-1", Name: "shared", network }],
      port: [{ ID: "port-1", Name: "", network, subnet: "sub-1", "Device Owner": "network:ha_router_replicated_interface" }],
    };
    writeCluster(`${kubeVip}      - {name: networkID, value: ${network}}\n`);
    expect((await prepare(file(), "serverGroups=false")).findings).toEqual([]);
    expect(changes().map((text) => text.split(" ").slice(0, 2).join(" "))).toEqual(["port create", "floating ip", "image create"]);
  });

  it("reserves the address that somebody chose", async () => {
    writeCluster(`${kubeVip}      - {name: apiServerFixedIP, value: 10.8.0.99}\n`);
    expect((await prepare(file(), "floatingIP=false")).findings).toEqual([]);
    expect(rowsOf("port").find(({ Name }) => Name === "team-a-kube-vip")).toMatchObject({
      "Fixed IP Addresses": [{ ip_address: "10.8.0.99" }],
    });
    expect(variables()).toMatchObject({ apiServerFixedIP: "10.8.0.99" });
    expect(rowsOf("floatingip")).toEqual([]);
  });

  it("never overwrites an address that differs from what is there", async () => {
    writeCluster(kubeVip);
    await prepare(file());
    const text = readFileSync(cluster, "utf8").replace("10.8.0.5", "10.8.0.77");
    writeFileSync(cluster, text);
    expect((await prepare()).findings[0]).toContain('CS7105: The variable apiServerFixedIP is "10.8.0.77", and "10.8.0.5" was found.');
    expect(readFileSync(cluster, "utf8")).toBe(text);
  });

  it("leaves the network to CAPO where there is Octavia, and uses an image that the cloud publishes", async () => {
    project = { image: [{ ID: "img-1", Name: "ubuntu-capi-image-v1.36.4", Status: "active" }] };
    writeCluster("      - {name: apiServerLoadBalancer, value: octavia-ovn}\n");
    expect(await prepare("serverGroups=false")).toEqual({ findings: [], states: ["nodeImage found"] });
    expect(changes()).toEqual([]);
  });

  it.each<[string, Project, string]>([
    ["a half image", { image: [{ ID: "i", Name: "ubuntu-capi-image-v1.36.4", Status: "queued" }] }, 'CS7108: Node image: it is "queued".'],
    [
      "an image for ever on its way",
      { image: [{ ID: "i", Name: "ubuntu-capi-image-v1.36.4", Status: "saving" }] },
      "CS7108: Node image: after 1800 s",
    ],
    [
      "groups of one name",
      { servergroup: [1, 2].map((ID) => ({ ID, Name: "team-a-worker" })) },
      "CS7102: Server group of the workers: 2 things match.",
    ],
    ["no file to upload", {}, "CS7103: Node image: there is none, and making it needs nodeImageFile."],
    ["an unknown cloud", { cloud: "other" }, "Cloud openstack was not found."],
  ])("stops at %s and says why", async (_case, rows, message) => {
    project = rows;
    writeCluster("      - {name: apiServerLoadBalancer, value: none}\n");
    expect((await prepare()).findings).toEqual([expect.stringContaining(message)]);
  });

  it("makes what yawol boots its load balancers from, and names both in the Cluster", async () => {
    project = { image: [{ ID: "img-1", Name: "ubuntu-capi-image-v1.36.4", Status: "active" }] };
    writeCluster("      - {name: workloadLoadBalancer, value: yawol}\n");
    const yawolImageFile = `yawolImageFile=${join(folder, "node.qcow2")}`;
    expect((await prepare("serverGroups=false")).findings[0]).toContain("making it needs yawolImageFile");
    expect((await prepare("serverGroups=false", yawolImageFile)).findings).toEqual([]);
    expect(variables()).toMatchObject({ yawolImageID: rowsOf("image")[1]?.ID, yawolFlavorID: rowsOf("flavor")[0]?.ID });
    expect(changes()).toEqual(["image create yawol-alpine", "flavor create SCS-1L-1-5"]);
  });

  it("takes another cloud of clouds.yaml, or the login of the environment", async () => {
    project = { cloud: "mine" };
    writeCluster("      - {name: apiServerLoadBalancer, value: none}\n");
    expect((await prepare("cloud=mine", file())).findings).toEqual([]);
    project = { cloud: "" };
    expect((await prepare("cloud=env", file(), "serverGroups=false")).findings).toEqual([]);
  });

  it.each([
    ["a name that would be an option", (text: string) => text.replace("name: team-a}", "name: --all-projects}"), "CS7106"],
    ["another version of Kubernetes", (text: string) => text.replace("v1.36.4", "v1.36.3"), "CS7107"],
    ["an unknown variable", (text: string) => text.replace("apiServerLoadBalancer", "apiLoadBalancer"), "CS7107"],
    ["no Cluster", () => "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "CS7107"],
    ["two Clusters", (text: string) => `${text}---\n${text}`, "CS7107"],
  ])("changes nothing for %s", async (_case, change, code) => {
    writeCluster(kubeVip);
    writeFileSync(cluster, change(readFileSync(cluster, "utf8")));
    expect((await prepare(file())).findings[0]).toContain(code);
    expect(changes()).toEqual([]);
  });

  it("names only variables that units have", () => {
    const known = new Set(allUnits().flatMap((item) => item.variables.map(({ name }) => name)));
    const named = [...JSON.stringify(recipe).matchAll(/\.variables\.([a-zA-Z0-9]+)/g)].map(([, name]) => name ?? "");
    const listed = recipe.steps.flatMap(({ variables: own = [], set = {} }) => [...own, ...Object.keys(set)]);
    expect([...named, ...listed].filter((name) => !known.has(name))).toEqual([]);
  });

  it("is planned without asking anything, in the order in which it is done", () => {
    writeCluster(kubeVip);
    const { context } = readContext(cluster, rendered!, inputsOf(recipe, []));
    const { steps: planned, diagnostics } = plannedSteps(recipe, context!);
    expect(diagnostics).toEqual([]);
    expect(planned.map(({ step }) => step)).toEqual(recipe.steps.map(({ id }) => id).filter((id) => !id.startsWith("yawol")));
    expect(planned.find(({ step }) => step === "virtualIP")).toMatchObject({
      create: expect.arrayContaining(["--network=<id of network>", "--fixed-ip=subnet=<id of subnet>", "team-a-kube-vip"]),
      set: ["apiServerFixedIP"],
    });
  });

  it.each([
    ["floatingIP=maybe", 'The input floatingIP is "maybe"'],
    ["flotingIP=true", 'Unknown input "flotingIP". Known: floatingIP'],
    ["cloud", "Write the input as cloud=VALUE."],
  ])("refuses the input %s", (input, message) => {
    expect(() => inputsOf(recipe, [input])).toThrow(message);
  });
});

describe("the command", () => {
  function cstack(args: string[], env: Record<string, string> = {}): CommandRun {
    mkdirSync(join(folder, "bin"), { recursive: true });
    const stand = join(folder, "bin", "openstack");
    const module = pathToFileURL(join(root, "test/support/fake-openstack.mjs")).href;
    const call = `runAsProgram(${JSON.stringify(join(folder, "project.json"))}, process.env.OS_PASSWORD)`;
    writeFileSync(stand, `#!/usr/bin/env node\nimport(${JSON.stringify(module)}).then(({ runAsProgram }) => ${call});\n`);
    chmodSync(stand, 0o755);
    writeFileSync(join(folder, "project.json"), JSON.stringify(project));
    const path = [join(folder, "bin"), process.env["PATH"] ?? ""].join(delimiter);
    return cstackProcess(["prepare", unit, "--cluster", cluster, ...args], { env: { PATH: path, ...env } });
  }

  const octavia = "      - {name: apiServerLoadBalancer, value: octavia-ovn}\n";

  it("prints commands and changes nothing without --run", () => {
    writeCluster(kubeVip);
    const before = readFileSync(cluster, "utf8");
    const { status, stdout } = cstack([]);
    expect(status).toBe(0);
    expect(stdout).toContain("openstack --os-cloud=openstack network create team-a\n");
    expect(stdout).toContain("'--file=<nodeImageFile>'");
    expect(readFileSync(cluster, "utf8")).toBe(before);
  });

  it("calls the program with --run, and prints what it did as data", () => {
    writeCluster(octavia);
    const { status, stdout, stderr } = cstack(["--run", "-o", "json", "--input", file()]);
    expect(stderr).toMatch(/^openstack --os-cloud=openstack --os-compute-api-version 2\.15 server group create/);
    expect(status).toBe(0);
    const { dryRun, steps: done } = JSON.parse(stdout) as { dryRun: boolean; steps: { step: string; state: string }[] };
    expect(dryRun).toBe(false);
    expect(done.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "controlPlaneServerGroup made",
      "workerServerGroup made",
      "nodeImage made",
    ]);
    expect(Object.keys(variables())).toEqual(["apiServerLoadBalancer", "controlPlaneServerGroupID", "workerServerGroupID"]);
  });

  it("says what failed without showing secrets", () => {
    writeCluster(octavia);
    project["fail"] = "server group create";
    const { status, stderr } = cstack(["--run"], { OS_PASSWORD: "correct horse" });
    expect(status).toBe(1);
    expect(stderr).toContain("error CS7101");
    expect(stderr).toContain("503");
    expect(stderr).not.toMatch(/correct horse|abcdef/);
  });

  it("ends with exit code 3 where the program is missing", () => {
    writeCluster(octavia);
    const { status, stderr } = cstack(["--run"], { PATH: join(folder, "empty") });
    expect(status).toBe(3);
    expect(stderr).toContain("CS7001: The program openstack is not on the path.");
  });
});
