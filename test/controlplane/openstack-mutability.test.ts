import { type Evaluation, evaluateCluster, type JsonObject, judgeTransition, type KubernetesObject } from "@cstack/clusterclass";
import { type RenderedUnit, renderUnit, sampleWith } from "@cstack/generator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { eventually, type ManagementCluster, type StoredObject } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { clusterKind, connectWithNamespace, dissolve, inNamespace, installClass } from "./support/stack-under-test.ts";
import { unreconciled } from "./support/topology-trial.ts";

/**
 * What the mutability tables say of OpenStack's variables is what CAPO's webhook does: objects as the class makes them exist, and each is
 * changed as a change of one variable would change it.
 */
const tools = findManagementTools();

/** One variable, without and with a value that a check of its feature gives. */
interface Case {
  variable: string;
  without: Evaluation;
  given: Evaluation;
}

const unit = allUnits()
  .filter(({ id }) => id.startsWith("openstack-scs-"))
  .at(-1)!;
const facts = { schemas: unit.provider.schemas, mutability: unit.provider.data.mutability ?? [] };
const { rendered } = renderUnit(unit, { version: "v1" });
const namespace = `cstack-mutability-${process.pid}`;
const api = unit.templates.find(({ slot }) => slot === "infrastructureCluster")!.apiVersion;
let management: ManagementCluster;

beforeAll(async () => {
  if (tools === undefined) return;
  management = await connectWithNamespace(tools, namespace);
});

afterAll(async () => {
  if (tools === undefined) return;
  await management.deleteAll({ apiVersion: api, kind: "OpenStackCluster" }, namespace);
  await dissolve(management, namespace, api);
  management.close();
});

describe.skipIf(tools === undefined)("objects as the class makes them", () => {
  let cases: Case[] = [];

  beforeAll(() => {
    cases = casesOf(rendered!);
  });

  it("show every variable of the infrastructure cluster that a check sets", () => {
    const variables = cases.map(({ variable }) => variable);
    expect(variables).toEqual(
      expect.arrayContaining(["dnsNameservers", "controlPlaneAvailabilityZones", "nodeCIDR", "networkMTU", "clusterTags"]),
    );
  });

  it("are changed, or refused by CAPO, as the tables say, there and back", async () => {
    const counts = { accepted: 0, refused: 0 };
    for (const [index, { variable, without, given }] of cases.entries()) {
      for (const [direction, before, after] of [["set", without, given] as const, ["unset", given, without] as const]) {
        const stored = await created(before, `${direction}-${index}`);
        const refusal = await management.tryReplace(stored, specOf(after));
        const predicted = judgeTransition(before, after, facts);
        const said = predicted.findings.map(({ field }) => field).join(", ");
        expect(refusal !== undefined, `${direction} ${variable}: predicted "${said}", CAPO says "${refusal?.message ?? ""}"`).toBe(
          said !== "",
        );
        counts[refusal === undefined ? "accepted" : "refused"] += 1;
      }
    }
    process.stderr.write(
      `mutability: ${cases.length} variables of ${unit.id}, ${counts.accepted} changes accepted, ${counts.refused} refused\n`,
    );
    expect(counts.accepted).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(0);
  });
});

describe.skipIf(tools === undefined)("the sample Cluster", () => {
  const name = "sample";

  beforeAll(async () => {
    const input = sampleWith(rendered!, {});
    await installClass(management, inNamespace(input, namespace));
    await management.create(clusterWith({}));
    let open: string | undefined = "never seen";
    await eventually(90_000, async () => {
      open = unreconciled(await management.get(clusterKind, namespace, name));
      return open === undefined ? true : undefined;
    });
    expect(open).toBeUndefined();
  });

  it("takes other name servers, and the topology controller writes them into the live OpenStackCluster", async () => {
    const nameservers = ["192.0.2.53"];
    expect(await management.patch(clusterWith({}), { spec: clusterWith({ dnsNameservers: nameservers }).spec })).toBeUndefined();
    const changed = await eventually(60_000, async () => {
      const [live] = await owned("OpenStackCluster");
      const [subnet] = (live?.spec["managedSubnets"] ?? []) as { dnsNameservers?: string[] }[];
      return subnet?.dnsNameservers?.join() === nameservers.join() ? true : undefined;
    });
    expect(changed).toBe(true);
  });

  it("does not take another range of addresses", async () => {
    const refusal = await management.patch(clusterWith({}), { spec: clusterWith({ nodeCIDR: "172.16.0.0/24" }).spec });
    expect(refusal?.message).toContain("nodeCIDR");
  });

  it("gets new machine templates for another key, since CAPO changes none", async () => {
    const [template, ...others] = await owned("OpenStackMachineTemplate");
    const content = template!.spec["template"] as { spec: JsonObject };
    const direct = await management.tryReplace(template!, { template: { spec: { ...content.spec, sshKeyName: "my-key" } } });
    expect(direct?.message).toContain("immutable");
    expect(await management.patch(clusterWith({}), { spec: clusterWith({ sshKeyName: "my-key" }).spec })).toBeUndefined();
    const known = new Set([template, ...others].map((each) => each!.metadata.name));
    const made = await eventually(60_000, async () => {
      const added = (await owned("OpenStackMachineTemplate")).filter(({ metadata }) => !known.has(metadata.name));
      return added.some(({ spec }) => (spec["template"] as { spec: JsonObject }).spec["sshKeyName"] === "my-key") ? true : undefined;
    });
    expect(made).toBe(true);
  });

  function clusterWith(variables: JsonObject): KubernetesObject {
    const [cluster] = sampleWith(rendered!, variables).clusters;
    return { ...cluster!, metadata: { ...cluster!.metadata, name, namespace } };
  }

  async function owned(kind: string): Promise<StoredObject[]> {
    const objects = await management.list({ apiVersion: api, kind }, namespace);
    return objects.filter(({ metadata }) => metadata.labels?.["cluster.x-k8s.io/cluster-name"] === name);
  }
});

/** The first check of each variable that changes the infrastructure cluster. */
function casesOf(of: RenderedUnit): Case[] {
  const cases = new Map<string, Case>();
  for (const { given = {}, fails } of of.unit.features.flatMap(({ data }) => data.checks ?? [])) {
    for (const variable of fails === undefined ? Object.keys(given) : []) {
      if (cases.has(variable)) continue;
      const { [variable]: _, ...others } = given;
      const [without, with_] = [others, given].map((variables) => evaluateCluster(sampleWith(of, variables))) as [Evaluation, Evaluation];
      if (without.plan.errors.length > 0 || with_.plan.errors.length > 0) continue;
      if (JSON.stringify(specOf(without)) !== JSON.stringify(specOf(with_))) cases.set(variable, { variable, without, given: with_ });
    }
  }
  return [...cases.values()];
}

function specOf({ patched }: Evaluation): JsonObject {
  return patched!.objects.get("infrastructureCluster")!["spec"] as JsonObject;
}

/** An OpenStackCluster with a spec as planned, which belongs to no Cluster. */
async function created(state: Evaluation, name: string): Promise<StoredObject> {
  const object = { apiVersion: api, kind: "OpenStackCluster", metadata: { name, namespace }, spec: specOf(state) };
  const refusal = await management.create(object as unknown as KubernetesObject);
  if (refusal !== undefined) throw new Error(`${name} is refused: ${refusal.message}`);
  return management.get({ apiVersion: api, kind: "OpenStackCluster" }, namespace, name);
}
