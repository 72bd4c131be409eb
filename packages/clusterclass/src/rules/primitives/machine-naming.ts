import type { FieldError } from "../../api/errors.ts";
import { failed } from "../../api/fields.ts";
import type { JsonObject } from "../../api/json.ts";
import { compileTemplate } from "../../patches/template.ts";
import { dnsSubdomainProblems } from "./names.ts";

const randomSuffix = "{{ .random }}";

/**
 * The name template of machines keeps names apart and gives names that Kubernetes accepts; tried with made-up names as upstream does.
 * Source: Cluster API v1.14.0, controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go, `validateNaming`.
 */
export function machineNaming(template: string | undefined, owner: JsonObject, field: string): FieldError[] {
  if (!template) return [];
  const missing = template.includes(randomSuffix) ? [] : [{ field, message: `${randomSuffix} is missing, written exactly so` }];
  const compiled = compileTemplate(template, { functions: "none", missingKey: "error" });
  if (failed(compiled)) return [...missing, { field, message: compiled.reason }];
  const name = compiled.render({ ...owner, cluster: { name: "cluster" }, random: "xxxxx" });
  if (failed(name)) return [...missing, { field, message: name.reason }];
  const shortened = name.length > 63 ? `${name.slice(0, 58)}xxxxx` : name;
  return [
    ...missing,
    ...dnsSubdomainProblems(shortened).map((problem) => ({ field, message: `the name ${JSON.stringify(shortened)} ${problem}` })),
  ];
}
