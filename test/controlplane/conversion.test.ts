import type { JsonObject } from "@cstack/clusterclass";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asObject } from "../../packages/clusterclass/src/api/objects.ts";
import { convertClusterSpec } from "../../packages/clusterclass/src/input/conversion/cluster.ts";
import { convertClusterClassSpec } from "../../packages/clusterclass/src/input/conversion/cluster-class.ts";
import { withoutEmptyFields } from "../../packages/clusterclass/src/input/conversion/fields.ts";
import { convertKubeadmTemplateSpec } from "../../packages/clusterclass/src/input/conversion/patches.ts";
import { fieldChanges } from "../../packages/clusterclass/src/plan/field-changes.ts";
import { ConversionWebhook } from "./support/conversion-webhook.ts";
import { ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { oldSpecs } from "./support/old-objects.ts";
import { valuesOf } from "./support/schema-values.ts";

/** Objects of v1beta1 become what Cluster API's own converters make of them. */
const tools = findManagementTools();

const seed = Number(process.env["CSTACK_SEED"] ?? Date.now() % 2 ** 31);
const generatedCases = 300;

interface OldKind {
  kind: string;
  group: string;
  plural: string;
  convert: (spec: JsonObject) => JsonObject;
}

const kinds: readonly OldKind[] = [
  { kind: "Cluster", group: "cluster.x-k8s.io", plural: "clusters", convert: convertClusterSpec },
  { kind: "ClusterClass", group: "cluster.x-k8s.io", plural: "clusterclasses", convert: convertClusterClassSpec },
  templateKind("KubeadmControlPlaneTemplate", "controlplane.cluster.x-k8s.io"),
  templateKind("KubeadmConfigTemplate", "bootstrap.cluster.x-k8s.io"),
];

function templateKind(kind: string, group: string): OldKind {
  const convert = ({ template }: JsonObject): JsonObject => {
    const { spec, ...others } = template as { spec: JsonObject };
    return { template: { ...others, spec: convertKubeadmTemplateSpec(kind, spec) } };
  };
  return { kind, group, plural: `${kind.toLowerCase()}s`, convert };
}

let management: ManagementCluster;
let compared = 0;

beforeAll(async () => {
  if (tools !== undefined) management = await ManagementCluster.connect(tools);
});

afterAll(() => {
  if (tools === undefined) return;
  process.stderr.write(`conversions: ${compared} objects of ${kinds.length} kinds converted as Cluster API converts them (seed ${seed})\n`);
  management.close();
});

describe.skipIf(tools === undefined).each(kinds.map((each) => [each.kind, each] as const))("a %s of v1beta1", (kind, old) => {
  it("is converted as by Cluster API, where that is easy to get wrong", async () => {
    const specs = Object.entries(oldSpecs[kind]!);
    const found = await differences(
      old,
      specs.map(([, spec]) => spec),
    );
    expect(found.map((changes, index) => [specs[index]![0], changes])).toEqual(specs.map(([title]) => [title, []]));
  });

  it(`is converted as by Cluster API, whatever it says (${generatedCases} cases, seed ${seed})`, async () => {
    const { properties } = (await webhookOf(old)).schemaOf("v1beta1") as { properties: { spec: JsonObject } };
    const specs = fc.sample(valuesOf(properties.spec), { numRuns: generatedCases, seed }) as JsonObject[];
    const found = await differences(old, specs);
    const differing = found.flatMap((changes, index) => (changes.length > 0 ? [{ changes, spec: specs[index] }] : []));
    expect(differing.slice(0, 3), `${differing.length} of ${specs.length} differ`).toEqual([]);
  });
});

function webhookOf({ plural, group }: OldKind): Promise<ConversionWebhook> {
  return ConversionWebhook.of(management, `${plural}.${group}`);
}

/** For each spec the fields in which the two conversions differ; those of Cluster API are `old`. */
async function differences(old: OldKind, specs: readonly JsonObject[]): Promise<unknown[][]> {
  const { kind, group, convert } = old;
  const webhook = await webhookOf(old);
  const schema = webhook.schemaOf("v1beta2");
  const objects = specs.map((spec) => ({ apiVersion: `${group}/v1beta1`, kind, metadata: { name: "x", namespace: "y" }, spec }));
  const theirs = await webhook.convert(objects, `${group}/v1beta2`);
  compared += specs.length;
  return specs.map((spec, index) => {
    const ours = withoutEmptyFields(schema, { spec: convert(spec) });
    return fieldChanges(withoutEmptyFields(schema, { spec: asObject(theirs[index]!).spec ?? {} }), ours);
  });
}
