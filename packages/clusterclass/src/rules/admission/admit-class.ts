import { clusterClassSchema } from "../../../schemas/clusterclass.gen.ts";
import { clusterClassSpec } from "../../api/cluster-class.ts";
import type { FieldError, StageError } from "../../api/errors.ts";
import { asJson, type KubernetesObject } from "../../api/objects.ts";
import { rememberClean } from "../../schema/known-clean.ts";
import { validateVariableDefinitions } from "../../variables/index.ts";
import { classFindings } from "../class/class-findings.ts";
import { classGateRule } from "../class/gate.ts";
import type { ClassRuleInput } from "../class/input.ts";
import { goTypesFit } from "../crd/go-types.ts";
import { decodeObject, validateObject } from "../crd/schema-layer.ts";
import { runRules } from "../rule.ts";
import { compatibilityRules } from "../update/compatibility.ts";
import { inUseRules } from "../update/in-use.ts";
import { type Admission, type AdmissionOptions, gatesOf } from "./options.ts";

export const coreApiVersion = "cluster.x-k8s.io/v1beta2";

/** The class that is replaced (as admitted) and the Clusters that use it (as admitted). */
export interface ClassUpdate {
  old: KubernetesObject;
  clusters: KubernetesObject[];
}

/**
 * What the API server does with a ClusterClass: its schema (layer `crd`), then the webhook (layer `webhook`), each only if nothing before it
 * failed. Frozen parts of a class are looked at once: what is frozen must be so at all depths. With `update` the rules for replacing a class apply as well.
 */
export function admitClass(clusterClass: KubernetesObject, options: AdmissionOptions = {}, update?: ClassUpdate): Admission {
  if (clusterClass.apiVersion !== coreApiVersion) {
    const message = `apiVersion ${clusterClass.apiVersion} is not ${coreApiVersion}`;
    return { errors: placed("crd", [{ field: "", message }]), warnings: [], unknown: [], object: clusterClass };
  }
  const { object, warnings, errors: decodeErrors } = decodeObject(clusterClassSchema, clusterClass);
  const verdict = validateObject(clusterClassSchema, object);
  const unknown = verdict.undecided.map((finding) => ({ stage: "class" as const, ...finding }));
  const schemaErrors = [...decodeErrors, ...verdict.errors];
  if (schemaErrors.length > 0) return { errors: placed("crd", schemaErrors), warnings, unknown, object };

  if (!goTypesFit(clusterClassSchema, asJson(object))) {
    // Upstream reports no field here: it comes from Go's JSON decoder, after the schema.
    const message = "a number is too large, or a keyword of a variable's schema has a value of the wrong type";
    return { errors: placed("crd", [{ field: "", message }]), warnings, unknown, object };
  }

  if (warnings.length + unknown.length === 0) rememberClean(clusterClassSchema, asJson(object));
  const webhook = webhookFindings(object, options, update);
  return { errors: placed("webhook", webhook.errors), warnings, unknown: [...unknown, ...webhook.unknown], object };
}

function webhookFindings(clusterClass: KubernetesObject, options: AdmissionOptions, update: ClassUpdate | undefined) {
  const spec = clusterClassSpec(clusterClass);
  const old = update && clusterClassSpec(update.old);
  const input: ClassRuleInput = { spec, old, clusters: update?.clusters ?? [], gates: gatesOf(options) };
  const gate = runRules([classGateRule], input);
  if (gate.length > 0) return { errors: gate, unknown: [] };
  const variables = validateVariableDefinitions(clusterClass);
  const changes = old ? [...runRules(compatibilityRules, { before: old, after: spec }), ...runRules(inUseRules, input)] : [];
  return { errors: [...classFindings(input), ...variables.errors, ...changes], unknown: variables.unknown };
}

function placed(layer: string, errors: FieldError[]): StageError[] {
  return errors.map((error) => ({ stage: "class", layer, ...error }));
}
