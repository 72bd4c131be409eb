import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allUnits } from "../support/repository.ts";
import { ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { agreementOf } from "./support/plan-agreement.ts";
import { dissolve } from "./support/stack-under-test.ts";
import { runTrials, type Submission, type Trial } from "./support/topology-trial.ts";

/** What the plan engine says of a Cluster is what Cluster API's webhooks and its topology controller do with it. */
const tools = findManagementTools();

const minute = 60_000;
const units = allUnits();
const totals = { compared: 0, refused: 0, failing: 0, objects: 0, values: 0 };
let trials = new Map<string, Trial>();
let management: ManagementCluster;
let seconds = 0;

beforeAll(
  async () => {
    if (tools === undefined) return;
    const start = Date.now();
    management = await ManagementCluster.connect(tools);
    trials = await runTrials(management, units, `cstack-plan-${process.pid}`);
    seconds = Math.round((Date.now() - start) / 1000);
  },
  units.length * 2 * minute,
);

afterAll(async () => {
  if (tools === undefined) return;
  const { compared, refused, failing, objects, values } = totals;
  const clusters = `${compared} Clusters compared, ${refused} refused and ${failing} failing as planned`;
  const found = `${objects} objects and ${values} planned values equal what was created after ${seconds} s`;
  process.stderr.write(`planned objects: ${units.length} units, ${clusters}; ${found}\n`);
  for (const { namespace, infrastructure } of trials.values()) await dissolve(management, namespace, infrastructure);
  management.close();
}, units.length * minute);

describe.skipIf(tools === undefined).each(units.map(({ id }) => id))("Clusters of %s", (id) => {
  const submissions = () => trials.get(id)!.submissions;

  it("are at least twenty", () => {
    expect(submissions().length).toBeGreaterThanOrEqual(20);
  });

  it("are refused with the fields that the plan names", () => {
    const refused = submissions().filter(({ plan, refusal }) => plan.errors.length > 0 || refusal !== undefined);
    totals.refused += refused.length;
    const found = refused.map(({ title, refusal }) => [title, refusal?.fields ?? "accepted"]);
    expect(found).toEqual(refused.map(({ title, plan }) => [title, [...new Set(plan.errors.map(({ field }) => field))].toSorted()]));
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
