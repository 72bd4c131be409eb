import { expect, test } from "vitest";
import { classInput, classSpec, poolClass, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { namingRules } from "./naming.ts";

function everywhere(template: string) {
  const naming = { template };
  return classInput({
    infrastructure: { ...classSpec().infrastructure, naming },
    controlPlane: { ...classSpec().controlPlane, naming },
    workers: { machineDeployments: [workerClass({ naming })], machinePools: [poolClass({ naming })] },
  });
}

const all = [
  "CC-13 spec.infrastructure.naming.template",
  "CC-14 spec.controlPlane.naming.template",
  "CC-15 spec.workers.machineDeployments[default-worker].naming.template",
  "CC-16 spec.workers.machinePools[default-pool].naming.template",
];

test.each(["{{ .cluster.name }}-{{ .random }}", "fixed", '{{ printf "%s-x" .cluster.name }}'])("%s is accepted everywhere", (template) => {
  expect(findings(namingRules, everywhere(template))).toEqual([]);
});

test.each(["{{ .cluster.name", "{{ .cluster.nothing }}", "{{ .cluster.name | upper }}", "{{ .cluster.name }}-", "Name"])(
  "%s is refused everywhere",
  (template) => {
    expect(findings(namingRules, everywhere(template))).toEqual(all);
  },
);

test("the topology name exists where there is a topology", () => {
  expect(findings(namingRules, everywhere("{{ .machineDeployment.topologyName }}"))).toEqual(
    all.filter((finding) => !finding.startsWith("CC-15")),
  );
  expect(findings(namingRules, everywhere("{{ .machinePool.topologyName }}"))).toEqual(
    all.filter((finding) => !finding.startsWith("CC-16")),
  );
});

test("what is cut off is not looked at", () => {
  expect(findings(namingRules, everywhere(`${"a".repeat(60)}{{ .cluster.name }}_`))).toEqual([]);
});
