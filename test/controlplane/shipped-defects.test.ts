import { EjsRenderer, renderUnit, sampleWith } from "@cstack/generator";
import { formatDiagnostic, sortDiagnostics } from "@cstack/model";
import { type ClusterObject, diagnosisOf } from "@cstack/smoke";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeClass } from "../../packages/cli/src/judge.ts";
import { judgeBeyondAdmission } from "../../packages/cli/src/judge-beyond-admission.ts";
import { allUnits } from "../support/repository.ts";
import { type ShippedDefect, shippedDefects, withDefect } from "../support/shipped-defects.ts";
import { idleClass } from "./support/idle-class.ts";
import { conditionOf, eventually, ManagementCluster } from "./support/management-cluster.ts";
import { findManagementTools } from "./support/management-tools.ts";
import { clusterKind, dissolve, inNamespace, installClass } from "./support/stack-under-test.ts";

/** Defects of published cluster stacks, each put into a class of ours: the lane that is named catches it, and the first line of its report says why. */
const unit = allUnits().find(({ id }) => id === "openstack-scs-1-36")!;
const rendered = renderUnit(unit, { version: "v1", ejs: new EjsRenderer() }).rendered!;
const tools = findManagementTools("defects that only controllers show");

function caughtBy(lane: ShippedDefect["lane"]): (readonly [string, ShippedDefect])[] {
  return shippedDefects.filter((defect) => defect.lane === lane).map((defect) => [`${defect.title} (${defect.seen})`, defect]);
}

describe("cstack validate says, before any cluster exists, that", () => {
  it.each(caughtBy("offline"))("%s", (_title, defect) => {
    const broken = withDefect(rendered, defect);
    const [first] = sortDiagnostics([...judgeClass(broken), ...judgeBeyondAdmission(broken)]);
    expect(first === undefined ? "nothing is wrong" : formatDiagnostic(first).split("\n")[0]).toMatch(defect.says);
  });
});

describe.skipIf(tools === undefined)("the topology controller fails, and the diagnosis says that", () => {
  let management: ManagementCluster;
  beforeAll(async () => {
    management = await ManagementCluster.connect(tools!);
  });
  afterAll(() => management.close());

  it.each(caughtBy("controlplane"))("%s", async (_title, defect) => {
    const namespace = `cstack-defects-${process.pid}-${shippedDefects.indexOf(defect)}`;
    await management.createNamespace(namespace);
    const { clusters, ...parts } = sampleWith(withDefect(rendered, defect), defect.variables ?? {});
    await installClass(management, idleClass(inNamespace(parts, namespace), unit.provider.schemas));
    expect(await management.create({ ...clusters[0]!, metadata: { name: "broken", namespace } })).toBeUndefined();
    const failed = await eventually(60_000, async () => {
      const cluster = await management.get(clusterKind, namespace, "broken");
      return conditionOf(cluster, "TopologyReconciled")?.reason === "ReconcileFailed" ? cluster : undefined;
    });
    await dissolve(management, namespace, "infrastructure.cluster.x-k8s.io/v1beta1");
    expect(diagnosisOf(failed === undefined ? [] : [failed as unknown as ClusterObject])).toMatch(defect.says);
  });
});
