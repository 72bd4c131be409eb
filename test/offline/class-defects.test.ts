import {
  diffClasses,
  type EvaluationInput,
  evaluateCluster,
  type JsonObject,
  judgeChange,
  judgeClass,
  judgePlan,
  type KubernetesObject,
  type ProviderFacts,
  parseDocuments,
  readEvaluationInput,
} from "@cstack/clusterclass";
import { sampleWith, variablesOfAddons } from "@cstack/generator";
import { describe, expect, test } from "vitest";
import { checkoutFacts } from "../../packages/cli/src/checkout-facts.ts";
import { judgeManifests } from "../../packages/cli/src/judge-manifests.ts";
import { allUnits, checkout, renderedUnit, root } from "../support/repository.ts";
import { cluster, controlPlane, machines, type Parts, patch, smallOpenstackClass } from "./small-openstack-class.ts";

/**
 * Defects of published classes (SovereignCloudStack/cluster-stacks at a931cdb and e719a22, and its pull requests 255 and 259), each on a
 * small class of our own that has it, and none of them in our units.
 */

const repository = checkout();
const { schemas, data } = repository.providers.get("openstack")!;
const kubernetes = repository.providers.get("kubeadm")?.versions?.data.kubernetes ?? [];
const facts = { schemas, mutability: data.mutability ?? [] };

function read(parts: Parts): EvaluationInput {
  const { documents, errors } = parseDocuments(smallOpenstackClass(parts));
  const { input } = readEvaluationInput(documents);
  if (input === undefined) throw new Error(JSON.stringify(errors));
  return input;
}

/** What is found on the class, as `id field`. */
function defects(parts: Parts): string[] {
  const { clusterClass, templates } = read(parts);
  return judgeClass(clusterClass, templates, facts).findings.map(({ rule, field }) => `${rule} ${field}`);
}

const schemaOf = "spec.variables[0].schema.openAPIV3Schema";
const pathOf = (index: number) => `spec.patches[${index}].definitions[0].jsonPatches[0].path`;

test("the small class itself has no defect", () => {
  expect(defects({})).toEqual([]);
});

describe("openstack/scs2", () => {
  test("oidcConfig adds a flag to an API server that has none (2.3, #3; hcp and pull request 259: certSANs)", () => {
    const variables =
      "[{name: oidcConfig, required: false, schema: {openAPIV3Schema: {type: object, properties: {clientID: {type: string}}}}}]";
    const operation =
      "{op: add, path: /spec/template/spec/kubeadmConfigSpec/clusterConfiguration/apiServer/extraArgs/-, valueFrom: {template: '{name: oidc-client-id, value: {{ .oidcConfig.clientID | quote }}}'}}";
    const oidc = {
      variables,
      patches: `[${patch("oidcConfig", controlPlane, operation, "{{ if .oidcConfig }}{{ if .oidcConfig.clientID }}true{{ end }}{{ end }}")}]`,
    };
    expect(defects(oidc)).toEqual([`CC-J06 ${pathOf(0)}`]);
    expect(defects({ ...oidc, kubeadm: '{clusterConfiguration: {apiServer: {extraArgs: [{name: v, value: "0"}]}}}' })).toEqual([]);
  });

  test("required stands on the list of block devices, not on its items (2.3, #4)", () => {
    const blockDevices = (list: string, item: string) => ({
      variables: `[{name: devices, required: false, schema: {openAPIV3Schema: {type: array, ${list} items: {type: object, ${item} properties: {name: {type: string}, sizeGiB: {type: integer}}}}}}]`,
      patches: `[${patch("devices", machines, "{op: add, path: /spec/template/spec/additionalBlockDevices, valueFrom: {variable: devices}}", "{{ if .devices }}true{{ end }}")}]`,
    });
    expect(defects(blockDevices("required: [name],", ""))).toEqual([`CC-J12 ${schemaOf}.required`]);
    expect(defects(blockDevices("", "required: [name],"))).toEqual([]);
  });

  test("the format of UUIDs stands on the list (2.3, #4)", () => {
    const variables = "[{name: ids, required: false, schema: {openAPIV3Schema: {type: array, format: uuid4, items: {type: string}}}}]";
    const patches = `[${patch("ids", machines, "{op: add, path: /spec/template/spec/securityGroups, valueFrom: {template: '{{ range .ids }}[{id: {{ . | quote }}}]{{ end }}'}}", "{{ if .ids }}true{{ end }}")}]`;
    expect(defects({ variables, patches })).toEqual([`CC-J12 ${schemaOf}.format`]);
  });

  test("the load balancer is a text without enum: a typo means none (2.1, 2.3, #4)", () => {
    const variables =
      "[{name: lb, required: false, schema: {openAPIV3Schema: {type: string, default: octavia-ovn, x-kubernetes-validations: [{rule: self == oldSelf}]}}}]";
    const patches = `[${patch("lb", cluster, "{op: replace, path: /spec/template/spec/apiServerLoadBalancer/enabled, value: true}", '{{ eq .lb "octavia-ovn" }}')}]`;
    expect(defects({ variables, patches })).toEqual([`CC-J13 ${schemaOf}`]);
  });

  test("security groups by UUID and those of workers replace the groups before (2.3)", () => {
    const list = (name: string) =>
      `{name: ${name}, required: false, schema: {openAPIV3Schema: {type: array, items: {type: string}, default: []}}}`;
    const groups = (name: string) =>
      patch(
        name,
        machines,
        `{op: add, path: /spec/template/spec/securityGroups, valueFrom: {template: '[{{ range .${name} }}{id: {{ . | quote }}},{{ end }}]'}}`,
        `{{ if .${name} }}true{{ end }}`,
      );
    expect(defects({ variables: `[${list("all")}, ${list("workers")}]`, patches: `[${groups("all")}, ${groups("workers")}]` })).toEqual([
      `CC-J07 ${pathOf(1)}`,
    ]);
  });

  test("the MTU of the network can be changed, which CAPO refuses", () => {
    const mtu = (rules: string) => ({
      variables: `[{name: networkMTU, required: false, schema: {openAPIV3Schema: {type: integer, default: 1400${rules}}}}]`,
      patches: `[${patch("mtu", cluster, "{op: add, path: /spec/template/spec/networkMTU, valueFrom: {variable: networkMTU}}")}]`,
    });
    expect(defects(mtu(""))).toEqual(["CC-J09 spec.variables[0]"]);
    expect(defects(mtu(", x-kubernetes-validations: [{rule: self == oldSelf}]"))).toEqual([]);
  });
});

describe("a new release", () => {
  const release = (name: string, spec: string) => {
    const { clusterClass, templates, ...rest } = read({
      patches: `[${patch(name, cluster, `{op: add, path: /spec/template/spec/${spec}}`)}]`,
    });
    return { clusterClass: { ...clusterClass, metadata: { ...clusterClass.metadata, name } }, templates, ...rest };
  };
  const refusedBetween = (before: string, after: string) => {
    const old = release("old", before);
    const { clusters } = diffClasses(old, release("new", after), [withClassName(old.clusters[0]!, "old")]);
    return clusters.flatMap(({ rollout }) => judgeChange(rollout!.objects, facts).findings.map(({ rule, field }) => `${rule} ${field}`));
  };

  test("may not change what CAPO keeps for existing Clusters", () => {
    expect(refusedBetween("networkMTU, value: 1400", "networkMTU, value: 1500")).toEqual(["CC-J05 spec.networkMTU"]);
    expect(refusedBetween("apiServerLoadBalancer/enabled, value: true", "apiServerLoadBalancer/provider, value: ovn")).toEqual([
      "CC-J05 spec.apiServerLoadBalancer.enabled",
      "CC-J05 spec.apiServerLoadBalancer.provider",
    ]);
  });

  test("may change what CAPO lets change", () => {
    const subnet = (nameserver: string) => `managedSubnets, value: [{cidr: 10.8.0.0/20, dnsNameservers: [${nameserver}]}]`;
    expect(refusedBetween(subnet("192.0.2.1"), subnet("192.0.2.2"))).toEqual([]);
  });
});

describe("openstack/scs", () => {
  test("kube-vip replaces the files and commands of the template (2.1; pull requests 255 and 259: mirrors)", () => {
    const kubeadm = '{files: [{path: /etc/kube-proxy-config.yaml, content: a}], preKubeadmCommands: ["bash /etc/kube-proxy-patch.sh"]}';
    const files =
      "{op: add, path: /spec/template/spec/kubeadmConfigSpec/files, value: [{path: /etc/modules-load.d/kube-vip.conf, content: ip_vs}]}";
    const commands = '{op: add, path: /spec/template/spec/kubeadmConfigSpec/preKubeadmCommands, value: ["modprobe ip_vs"]}';
    expect(defects({ kubeadm, patches: `[${patch("files", controlPlane, files)}, ${patch("commands", controlPlane, commands)}]` })).toEqual(
      [`CC-J07 ${pathOf(0)}`, `CC-J07 ${pathOf(1)}`],
    );
  });

  test("the image of machines has the version of the Cluster (2.1, #15)", () => {
    const operation =
      "{op: replace, path: /spec/template/spec/image/filter/name, valueFrom: {template: 'ubuntu-{{ .builtin.cluster.topology.version }}'}}";
    expect(defects({ patches: `[${patch("k8s_version", machines, operation)}]` })).toEqual(["CC-J16 spec.patches[0]"]);
  });

  test("the choice of load balancers for Services drives nothing (2.1)", () => {
    const variables =
      "[{name: workload_loadbalancer, required: false, schema: {openAPIV3Schema: {type: string, default: octavia-amphora}}}]";
    expect(defects({ variables })).toEqual(["CC-J08 spec.variables[0]"]);
  });

  test("no machine has a health check (#23)", () => {
    expect(defects({ healthCheck: "" })).toEqual([
      "CC-J18 spec.controlPlane.healthCheck",
      "CC-J18 spec.workers.machineDeployments[0].healthCheck",
    ]);
  });

  test("the API server gets a flag that it no longer has (1.2)", () => {
    const kubeadm = "{clusterConfiguration: {apiServer: {extraArgs: [{name: cloud-provider, value: external}]}}}";
    const { findings } = judgePlan(evaluateCluster(read({ kubeadm })), { schemas, kubernetes });
    expect(findings.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(["CC-J03 controlPlane"]);
  });
});

describe("docker/scs", () => {
  const image = (name: string, value: string) =>
    patch(name, machines, `{op: add, path: /spec/template/spec/image, value: {filter: {name: "${value}"}}}`);

  test("the image is patched twice (2.5, #14)", () => {
    expect(defects({ patches: `[${image("customImage", "a")}, ${image("worker", "b")}]` })).toEqual([
      "CC-J14 spec.patches[0].definitions[0].jsonPatches[0]",
    ]);
  });

  test("the image does not follow the version (2.5, #14; 2.4)", () => {
    expect(defects({ patches: `[${image("customImage", "node:v1.30.10")}]` })).toEqual(["CC-J17 spec.template.spec.image.filter.name"]);
  });

  test("imageRepository is required although it has a default (2.5, #14)", () => {
    const operation =
      "{op: add, path: /spec/template/spec/kubeadmConfigSpec/clusterConfiguration/imageRepository, valueFrom: {variable: repository}}";
    const repositoryOf = (required: boolean) => ({
      variables: `[{name: repository, required: ${required}, schema: {openAPIV3Schema: {type: string, default: ""}}}]`,
      patches: `[${patch("repository", controlPlane, operation, '{{ ne .repository "" }}')}]`,
    });
    expect(defects(repositoryOf(true))).toEqual(["CC-J15 spec.variables[0].required"]);
    expect(defects(repositoryOf(false))).toEqual([]);
  });
});

describe("cstack validate --class", () => {
  const text = smallOpenstackClass({
    variables: "[{name: networkMTU, required: false, schema: {openAPIV3Schema: {type: integer, default: 1400}}}]",
    patches: `[${patch("mtu", cluster, "{op: add, path: /spec/template/spec/networkMTU, valueFrom: {variable: networkMTU}}")}]`,
    kubeadm: "{clusterConfiguration: {apiServer: {extraArgs: [{name: cloud-provider, value: external}]}}}",
  });
  const found = (known: ProviderFacts) =>
    judgeManifests("class.yaml", text, known).flatMap(({ message }) => /\((CC-J\d\d)\)$/.exec(message)?.[1] ?? []);

  test("finds what only facts of providers and of Kubernetes tell", () => {
    expect(found(checkoutFacts(root)).toSorted()).toEqual(["CC-J03", "CC-J09"]);
    expect(found({ schemas: [], mutability: [], kubernetes: [] })).toEqual([]);
  });
});

describe("our units have no such defects", () => {
  test.each(allUnits(repository).map((unit) => [unit.id, unit] as const))("%s", (_id, unit) => {
    const input = sampleWith(renderedUnit(unit), {});
    const ofProvider = { schemas: unit.provider.schemas, mutability: unit.provider.data.mutability ?? [] };
    const plan = judgePlan(evaluateCluster(input), { schemas: unit.provider.schemas, kubernetes });
    const ofClass = judgeClass(input.clusterClass, input.templates, { ...ofProvider, usedElsewhere: variablesOfAddons(unit.addons) });
    expect([...plan.findings, ...ofClass.findings]).toEqual([]);
    expect([...plan.undecided, ...ofClass.undecided]).toEqual([]);
  });

  test("and lose that verdict without the rules that keep values", () => {
    const unit = allUnits(repository).find(({ provider }) => provider.data.id === "openstack")!;
    const { clusterClass, templates } = sampleWith(renderedUnit(unit), {});
    const changeable = JSON.parse(
      JSON.stringify(clusterClass).replaceAll('"rule":"self == oldSelf"', '"rule":"true"'),
    ) as typeof clusterClass;
    const { findings } = judgeClass(changeable, templates, { ...facts, usedElsewhere: variablesOfAddons(unit.addons) });
    const named = findings.map(({ rule, message }) => `${rule} ${message.split(" ")[1]}`);
    const variables = unit.provider.features.flatMap(({ data }) => data.variables ?? []);
    // What only addons read feeds no object, so nothing keeps it.
    const ofAddons = variablesOfAddons(unit.addons);
    const fixed = new Set(variables.filter(({ immutable, name }) => immutable && !ofAddons.has(name)).map(({ name }) => name));
    expect([...fixed]).toEqual(expect.arrayContaining(["apiServerLoadBalancer", "clusterTags", "networkExternalID", "nodeCIDR"]));
    // Of what a control plane keeps, variables feed the age of its CA alone.
    expect(named.sort()).toEqual([...fixed, "caCertificateValidityDays"].map((name) => `CC-J09 ${name}`).sort());
  });
});

/** The Cluster as it was under another class. */
function withClassName(object: KubernetesObject, name: string): KubernetesObject {
  const { topology } = object.spec as { topology: JsonObject };
  return { ...object, spec: { ...object.spec, topology: { ...topology, classRef: { name } } } };
}
