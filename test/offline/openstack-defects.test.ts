import { describe, expect, test } from "vitest";
import {
  allSchemas,
  type ClassVariable,
  items,
  parent,
  patch,
  placedOperations,
  propertyNames,
  renderedClass,
  schema,
  schemasBelow,
  type Tree,
  templateOf,
  units,
  valueAt,
  variablesIn,
} from "./openstack-class.ts";

/** Defects of the OpenStack stacks scs and scs2 (SovereignCloudStack/cluster-stacks at a931cdb), each as what must hold here instead. */

const keys = units.filter(({ stack }) => stack === "scs");
const openstack = keys.filter(({ provider }) => provider === "openstack").map(({ id }) => renderedClass(id));
const [newest] = openstack.slice(-1);

const scs2Variables = `
  imageName imageIsOrc imageAddVersion disableAPIServerFloatingIP networkExternalID networkMTU dnsNameservers nodeCIDR
  controlPlaneFlavor controlPlaneRootDisk controlPlaneServerGroupID controlPlaneAvailabilityZones controlPlaneOmitAvailabilityZone
  workerFlavor workerRootDisk workerServerGroupID workerAdditionalBlockDevices sshKeyName
  securityGroups securityGroupIDs workerSecurityGroups workerSecurityGroupIDs identityRef certSANs
  apiServerLoadBalancer apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs oidcConfig`
  .trim()
  .split(/\s+/);

/** Variables that feed fields outside the provider's mutability table. */
const fixedVariables = [
  "networkExternalID",
  "networkID",
  "networkMTU",
  "nodeCIDR",
  "apiServerLoadBalancer",
  "disableAPIServerFloatingIP",
  "clusterTags",
];

describe.each(openstack.map((rendered) => [rendered.unit.id, rendered] as const))("%s", (_id, { unit, spec, templates, sample, text }) => {
  test("offers every variable of scs2 under its name", () => {
    expect(spec.variables.map(({ name }) => name)).toEqual(expect.arrayContaining(scs2Variables));
  });

  test("names no other Kubernetes version than its own, in the class and in the sample (#1, #6, #12)", () => {
    const versions = new Set(text.match(/(?<!:)\bv1\.\d+\.\d+\b/g)); // after a colon stands the tag of another program's image
    expect([...versions]).toEqual([`v${unit.kubernetes.version}`]);
    expect(sample.spec.topology["version"]).toBe(`v${unit.kubernetes.version}`);
  });

  test("oidcConfig finds the lists that it appends to (#3)", () => {
    const operations = patch(spec, "authenticationConfiguration").definitions.flatMap(({ jsonPatches }) => jsonPatches);
    expect(operations.some(({ valueFrom }) => JSON.stringify(valueFrom).includes(".oidcConfig.issuerURL"))).toBe(true);
    expect(operations).toHaveLength(2);
    for (const { path } of operations) expect(valueAt(templates.get("KubeadmControlPlaneTemplate"), parent(path))).not.toHaveLength(0);
  });

  test("no patch replaces a list that the template fills (certSANs, files and preKubeadmCommands of PR 255 and 259)", () => {
    const replaced = placedOperations(spec).filter(({ operation, slot }) => {
      const old = valueAt(templates.get(slot), operation.path);
      // A list that is written anew with what the template has in it loses nothing.
      const written = JSON.stringify(operation);
      const kept = Array.isArray(old) && old.every((entry) => written.includes(JSON.stringify(JSON.stringify(entry)).slice(1, -1)));
      return operation.op !== "remove" && Array.isArray(old) && !kept;
    });
    expect(replaced).toEqual([]);
  });

  test("every switch has an enum, so that a typo is refused instead of meaning no load balancer (#4)", () => {
    expect(schema(spec, "apiServerLoadBalancer")["enum"]).toEqual(["kube-vip", "octavia-ovn", "octavia-amphora", "none"]);
  });

  test("required names stand on objects and formats on texts, never on lists (#4)", () => {
    for (const node of allSchemas(spec)) {
      if (node["required"] !== undefined) expect(node["type"]).toBe("object");
      if (node["format"] !== undefined) expect(node["type"]).toBe("string");
    }
    expect(items(spec, "workerAdditionalBlockDevices")["required"]).toEqual(["name"]);
    for (const name of ["securityGroupIDs", "workerSecurityGroupIDs"]) expect(items(spec, name)["format"]).toBe("uuid");
    expect(items(spec, "apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs")["format"]).toBe("cidr");
  });

  test("every list and every text of OpenStack's own variables is limited (#4)", () => {
    for (const name of scs2Variables) {
      for (const node of schemasBelow(schema(spec, name))) {
        if (node["type"] === "array") expect(node["maxItems"], name).toBeTypeOf("number");
        if (node["type"] === "string" && node["enum"] === undefined) expect(node["maxLength"], name).toBeTypeOf("number");
      }
    }
  });

  test("texts of switches agree with their defaults (#5)", () => {
    expect(schema(spec, "imageIsOrc")).toMatchObject({ default: false, description: expect.stringContaining("Off by default") });
    expect(schema(spec, "imageAddVersion")).toMatchObject({ default: true, description: expect.stringContaining("On by default") });
  });

  test("texts name only variables and fields that exist (#5)", () => {
    const known = new Set(spec.variables.flatMap(({ name, schema }) => [name, ...propertyNames(schema.openAPIV3Schema)]));
    const named = spec.variables.flatMap(
      ({ schema }) => String(schema.openAPIV3Schema["description"]).match(/\b[a-z]+(?:[A-Z]\w*)+/g) ?? [],
    );
    expect(named.filter((word) => !known.has(word))).toEqual([]);
  });

  test("machines boot the image of their own version, not of the Cluster's (#15)", () => {
    expect(templateOf(spec, "controlPlaneImage")).toContain(".builtin.controlPlane.version");
    expect(templateOf(spec, "workerImage")).toContain(".builtin.machineDeployment.version");
    expect(text).not.toContain("builtin.cluster.topology.version");
  });

  test("no release owns the image that another one uses (#15)", () => {
    expect([...templates.values()].map(({ kind }) => kind)).not.toContain("Image");
  });

  test("security groups add up: one patch writes the list of a machine and reads all that belong to it", () => {
    const writers = (slot: string) =>
      placedOperations(spec).filter((placed) => placed.slot === slot && placed.operation.path.endsWith("/securityGroups"));
    const [controlPlane, ...others] = writers("OpenStackMachineTemplate controlPlane");
    const [worker, ...more] = writers("OpenStackMachineTemplate worker");
    expect([...others, ...more]).toEqual([]);
    expect(variablesIn(controlPlane)).toEqual(["securityGroupIDs", "securityGroups"]);
    expect(variablesIn(worker)).toEqual(["securityGroupIDs", "securityGroups", "workerSecurityGroupIDs", "workerSecurityGroups"]);
  });

  test("identityRef reaches the machines too", () => {
    const slots = placedOperations(spec).filter(({ operation }) => operation.path === "/spec/template/spec/identityRef");
    expect(slots.map(({ slot }) => slot).sort()).toEqual([
      "OpenStackClusterTemplate",
      "OpenStackMachineTemplate controlPlane",
      "OpenStackMachineTemplate worker",
    ]);
  });

  test("what CAPO refuses to change is immutable, and from the first value on: each has a default", () => {
    for (const name of fixedVariables) {
      expect(schema(spec, name)["x-kubernetes-validations"], name).toContainEqual(expect.objectContaining({ rule: "self == oldSelf" }));
      expect(schema(spec, name)["default"], name).toBeDefined();
    }
  });

  test("a cluster without a subnet of its own can name an existing network", () => {
    for (const name of ["networkID", "networkFilter", "subnets"]) {
      expect(patch(spec, "nodeCIDRSubnet").enabledIf).toContain(`empty .${name}`);
    }
    expect(templateOf(spec, "existingNetwork")).toContain(".networkID");
  });

  test("exposed metrics can be reached by the cluster's nodes and by nobody else (#19)", () => {
    const rules = (unit.features.find(({ data }) => data.id === "component-metrics-rules")?.data.patches ?? []).flatMap(({ ops }) =>
      ops.flatMap(({ value }) => value as Tree[]),
    );
    expect(rules.map((rule) => rule["portRangeMin"]).sort()).toEqual([10249, 10257, 10259, 2381]);
    for (const rule of rules) expect(rule).toMatchObject({ remoteManagedGroups: ["controlplane", "worker"] });
  });

  test("sick machines are replaced (#23)", () => {
    expect(valueAt(spec.controlPlane, "/healthCheck/checks/unhealthyNodeConditions")).not.toHaveLength(0);
    for (const worker of spec.workers.machineDeployments) {
      expect(valueAt(worker, "/healthCheck/checks/unhealthyNodeConditions")).not.toHaveLength(0);
    }
  });

  test("templates hold no placeholders: they are valid without any patch", () => {
    expect(text).not.toMatch(/overridden-by-patch|placeholder/i);
    for (const slot of ["controlPlane", "worker"]) {
      const machine = templates.get(`OpenStackMachineTemplate ${slot}`);
      expect(valueAt(machine, "/spec/template/spec")).toMatchObject({
        flavor: expect.stringMatching(/\S/),
        image: { filter: { name: expect.any(String) } },
      });
    }
  });

  test("kubelets wait for the cloud, and the API server gets no flag that it no longer has", () => {
    const arguments_ = placedOperations(spec).filter(
      ({ operation }) => (operation.value as Tree | undefined)?.["name"] === "cloud-provider",
    );
    expect(arguments_.map(({ operation }) => parent(operation.path)).sort()).toEqual([
      "/spec/template/spec/joinConfiguration/nodeRegistration/kubeletExtraArgs",
      "/spec/template/spec/kubeadmConfigSpec/initConfiguration/nodeRegistration/kubeletExtraArgs",
      "/spec/template/spec/kubeadmConfigSpec/joinConfiguration/nodeRegistration/kubeletExtraArgs",
    ]);
  });

  test("what cloud-init fills in is no template of the patch engine", () => {
    const metadata = placedOperations(spec).filter(({ operation }) => /local_hostname|instance_id/.test(JSON.stringify(operation)));
    expect(metadata).toHaveLength(6);
    for (const { operation } of metadata) expect(operation.valueFrom).toBeUndefined();
  });

  test("the sample names a worker class that the class has and the label that brings the credentials", () => {
    const deployments = valueAt(sample.spec.topology, "/workers/machineDeployments") as { class: string }[];
    const classes = spec.workers.machineDeployments.map((worker) => worker["class"]);
    expect(classes[0]).toBe("default-worker");
    expect(deployments.map((deployment) => deployment.class)).toEqual([classes[0]]);
    expect(sample.metadata.labels).toEqual({ "managed-secret": "clouds-yaml" });
  });
});

test("a setting has one default on all providers of the stack (#24)", () => {
  const docker = renderedClass(keys.find(({ provider, minor }) => provider === "docker" && minor === newest?.unit.minor)?.id ?? "");
  const shared = docker.spec.variables.filter(({ name }) => newest?.spec.variables.some((variable) => variable.name === name));
  expect(shared.map(({ name }) => name)).toEqual(expect.arrayContaining(["certSANs", "oidcConfig"]));
  // What fills a role differs by provider, where addons fill it; the description is the same.
  const sameEnum = shared.filter(
    (variable) => !newest?.spec.variables.some((other) => other.name === variable.name && !sameOptions(other, variable)),
  );
  expect(shared.filter((variable) => !sameEnum.includes(variable)).map(({ name }) => name)).toEqual(["csiDriver"]);
  for (const variable of sameEnum) expect(newest?.spec.variables).toContainEqual(variable);
});

function sameOptions(a: ClassVariable, b: ClassVariable): boolean {
  return JSON.stringify(a.schema.openAPIV3Schema["enum"]) === JSON.stringify(b.schema.openAPIV3Schema["enum"]);
}
