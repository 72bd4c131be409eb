import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { conditionOf, ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { agreementOf } from "./support/plan-agreement.ts";
import { dissolve } from "./support/stack-under-test.ts";
import { isRefusedByClass, runTrial, type Submission, type Trial } from "./support/topology-trial.ts";

/** What the plan engine says of a Cluster is what Cluster API's webhooks and its topology controller do with it. */
const tools = findManagementTools();

const minute = 60_000;
const units = allUnits();
const totals = { units: 0, compared: 0, refused: 0, failing: 0, objects: 0, values: 0 };
const start = Date.now();
let management: ManagementCluster;

beforeAll(async () => {
  if (tools !== undefined) management = await ManagementCluster.connect(tools);
});

afterAll(() => {
  if (tools === undefined) return;
  const clusters = `${totals.compared} Clusters compared, ${totals.refused} refused and ${totals.failing} failing as planned`;
  const found = `${totals.objects} objects and ${totals.values} planned values equal what was created`;
  process.stderr.write(`planned objects: ${totals.units} units, ${clusters}; ${found}; ${Math.round((Date.now() - start) / 1000)} s\n`);
  management.close();
});

// One unit after the other: a management cluster with the classes and Clusters of all would be slower with each of them.
describe.skipIf(tools === undefined).each(units.map((unit) => ({ unit, id: unit.id })))("Clusters of $id", ({ unit, id }) => {
  let trial: Trial | undefined;
  const submissions = () => trial!.submissions;

  beforeAll(async () => {
    trial = await runTrial(management, unit, `cstack-plan-${process.pid}-${id}`);
    totals.units += 1;
  }, 10 * minute);

  afterAll(async () => {
    if (trial !== undefined) await dissolve(management, trial.namespace, trial.infrastructure);
  }, 5 * minute);

  it("are at least twenty", () => {
    expect(submissions().length).toBeGreaterThanOrEqual(20);
  });

  it("are refused with the fields that the plan names", () => {
    const refused = submissions().filter(
      ({ plan, refusal }) => refusal !== undefined || (plan.errors.length > 0 && !isRefusedByClass(plan)),
    );
    totals.refused += refused.length;
    const found = refused.map(({ title, refusal }) => [title, refusal?.fields ?? "accepted"]);
    expect(found).toEqual(refused.map(({ title, plan }) => [title, [...new Set(plan.errors.map(({ field }) => field))].toSorted()]));
  });

  it("become nothing where a patch refuses them, and say its reason", () => {
    for (const { plan, refusal, stored, created } of submissions().filter(({ plan }) => isRefusedByClass(plan))) {
      totals.refused += 1;
      const reason = /error calling fail: (.*)$/.exec(plan.errors[0]!.message)?.[1];
      expect([refusal, created]).toEqual([undefined, []]);
      expect(conditionOf(stored!, "TopologyReconciled")).toMatchObject({ status: "False", message: expect.stringContaining(reason!) });
    }
  });

  it("become the planned objects", async () => {
    const differences: string[] = [];
    for (const submission of submissions().filter(isAccepted)) {
      const agreement = await agreementOf(management, submission);
      totals.compared += 1;
      totals.failing += submission.unacceptable.size > 0 ? 1 : 0;
      totals.objects += agreement.objects;
      totals.values += agreement.values;
      differences.push(...agreement.differences.map((text) => `${submission.title}: ${text}`));
    }
    expect(differences).toEqual([]);
  });
});

function isAccepted({ plan, refusal }: Submission): boolean {
  return plan.errors.length === 0 && refusal === undefined;
}
