import type { FieldError } from "../../api/errors.ts";
import { failed } from "../../api/fields.ts";
import { type NamingData, templatedName } from "../../desired/names.ts";
import { dnsSubdomainProblems } from "../primitives/names.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClassRuleInput, machineDeploymentClasses, machinePoolClasses } from "./input.ts";

const source = clusterApi("core/webhooks/admission/clusterclass.go", "validateNamingStrategies");
const cluster = { cluster: { name: "cluster" } };

/** Name templates render and give names that Kubernetes accepts. Upstream tries them with the same made-up names. */
export const namingRules: readonly Rule<ClassRuleInput>[] = [
  {
    id: "CC-13",
    title: "The name template of the infrastructure cluster gives a valid name",
    source,
    check: ({ spec }) => checkTemplate(spec.infrastructure.naming?.template, cluster, "spec.infrastructure.naming.template"),
  },
  {
    id: "CC-14",
    title: "The name template of the control plane gives a valid name",
    source,
    check: ({ spec }) => checkTemplate(spec.controlPlane.naming?.template, cluster, "spec.controlPlane.naming.template"),
  },
  {
    id: "CC-15",
    title: "The name templates of machine deployments give valid names",
    source,
    check: ({ spec }) =>
      machineDeploymentClasses(spec).flatMap(({ workerClass, byName }) =>
        checkTemplate(
          workerClass.naming?.template,
          { ...cluster, machineDeployment: { topologyName: "mdtopology" } },
          `${byName}.naming.template`,
        ),
      ),
  },
  {
    id: "CC-16",
    title: "The name templates of machine pools give valid names",
    source,
    check: ({ spec }) =>
      machinePoolClasses(spec).flatMap(({ workerClass, byName }) =>
        checkTemplate(
          workerClass.naming?.template,
          { ...cluster, machinePool: { topologyName: "mptopology" } },
          `${byName}.naming.template`,
        ),
      ),
  },
];

function checkTemplate(template: string | undefined, data: NamingData, field: string): FieldError[] {
  if (!template) return [];
  const name = templatedName(template, data);
  if (failed(name)) return [{ field, message: name.reason }];
  return dnsSubdomainProblems(name).map((problem) => ({ field, message: `the name ${JSON.stringify(name)} ${problem}` }));
}
