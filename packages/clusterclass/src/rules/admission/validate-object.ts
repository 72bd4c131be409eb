import { kubeadmConfigSchema } from "../../../schemas/kubeadmconfig.gen.ts";
import { kubeadmConfigTemplateSchema } from "../../../schemas/kubeadmconfigtemplate.gen.ts";
import { kubeadmControlPlaneSchema } from "../../../schemas/kubeadmcontrolplane.gen.ts";
import { kubeadmControlPlaneTemplateSchema } from "../../../schemas/kubeadmcontrolplanetemplate.gen.ts";
import { machineDeploymentSchema } from "../../../schemas/machinedeployment.gen.ts";
import { machineHealthCheckSchema } from "../../../schemas/machinehealthcheck.gen.ts";
import { machinePoolSchema } from "../../../schemas/machinepool.gen.ts";
import type { TemplateMetadata } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import type { KubeadmConfigSpec, KubeadmControlPlaneSpec } from "../../api/kubeadm.ts";
import { asJson, type KubernetesObject } from "../../api/objects.ts";
import type { StructuralSchema } from "../../schema/index.ts";
import { goTypesFit } from "../crd/go-types.ts";
import { decodeObject, validateObject as validateSchema } from "../crd/schema-layer.ts";
import type { FeatureGates } from "../feature-gates.ts";
import { kubeadmConfigRules } from "../kubeadm/config.ts";
import { controlPlaneRules } from "../kubeadm/control-plane.ts";
import { sharedControlPlaneRules } from "../kubeadm/control-plane-shared.ts";
import { configTemplateRules, controlPlaneTemplateGateRule, controlPlaneTemplateRules } from "../kubeadm/templates.ts";
import { type HealthCheckSpec, machineHealthCheckRules } from "../rendered/health-check.ts";
import type { MachineSetSpec } from "../rendered/input.ts";
import { machineDeploymentRules } from "../rendered/machine-deployment.ts";
import { machinePoolRules } from "../rendered/machine-pool.ts";
import { runRules } from "../rule.ts";
import { type AdmissionOptions, gatesOf } from "./options.ts";

/** What is known about one object of Cluster API's own kinds. */
export interface ObjectVerdict {
  /** `crd` or `webhook`: the layer that the errors are of. */
  layer: "crd" | "webhook";
  errors: FieldError[];
  warnings: string[];
  undecided: FieldError[];
}

interface KnownKind {
  schema: StructuralSchema;
  check(object: KubernetesObject, gates: FeatureGates): FieldError[];
}

const core = "cluster.x-k8s.io/v1beta2";
const bootstrap = "bootstrap.cluster.x-k8s.io/v1beta2";
const controlPlane = "controlplane.cluster.x-k8s.io/v1beta2";

const knownKinds: ReadonlyMap<string, KnownKind> = new Map<string, KnownKind>([
  [`${controlPlane}/KubeadmControlPlaneTemplate`, { schema: kubeadmControlPlaneTemplateSchema, check: checkControlPlaneTemplate }],
  [`${controlPlane}/KubeadmControlPlane`, { schema: kubeadmControlPlaneSchema, check: checkControlPlane }],
  [`${bootstrap}/KubeadmConfigTemplate`, { schema: kubeadmConfigTemplateSchema, check: checkConfigTemplate }],
  [
    `${bootstrap}/KubeadmConfig`,
    { schema: kubeadmConfigSchema, check: ({ spec }, gates) => configErrors((spec ?? {}) as KubeadmConfigSpec, "spec", false, gates) },
  ],
  [
    `${core}/MachineDeployment`,
    {
      schema: machineDeploymentSchema,
      check: ({ metadata, spec }, gates) => runRules(machineDeploymentRules, { metadata, spec: (spec ?? {}) as MachineSetSpec, gates }),
    },
  ],
  [
    `${core}/MachinePool`,
    {
      schema: machinePoolSchema,
      check: ({ metadata, spec }, gates) => runRules(machinePoolRules, { metadata, spec: (spec ?? {}) as MachineSetSpec, gates }),
    },
  ],
  [
    `${core}/MachineHealthCheck`,
    { schema: machineHealthCheckSchema, check: ({ spec }) => runRules(machineHealthCheckRules, (spec ?? {}) as HealthCheckSpec) },
  ],
]);

/**
 * What the API server of a management cluster would say about a kubeadm template, or about an object that a topology became: schema and
 * creation webhook of Cluster API's own kinds in v1beta2. Undefined for other kinds and versions.
 */
export function validateObject(object: KubernetesObject, options: AdmissionOptions = {}): ObjectVerdict | undefined {
  const kind = knownKinds.get(`${object.apiVersion}/${object.kind}`);
  if (!kind) return undefined;
  const decoded = decodeObject(kind.schema, object);
  const { errors, undecided } = validateSchema(kind.schema, decoded.object);
  const schemaErrors = [...decoded.errors, ...errors];
  if (schemaErrors.length === 0 && !goTypesFit(kind.schema, asJson(decoded.object)))
    schemaErrors.push({ field: "", message: "a number or a time is out of range" });
  if (schemaErrors.length > 0) return { layer: "crd", errors: schemaErrors, warnings: decoded.warnings, undecided };
  return { layer: "webhook", errors: kind.check(decoded.object, gatesOf(options)), warnings: decoded.warnings, undecided };
}

interface TemplateContent<Spec> {
  metadata?: TemplateMetadata;
  spec?: Spec;
}

function contentOf<Spec>(object: KubernetesObject): TemplateContent<Spec> {
  return (object.spec?.["template"] ?? {}) as TemplateContent<Spec>;
}

function checkControlPlaneTemplate(object: KubernetesObject, gates: FeatureGates): FieldError[] {
  const { metadata, spec = {} } = contentOf<KubeadmControlPlaneSpec>(object);
  const gate = runRules([controlPlaneTemplateGateRule], { metadata, gates });
  if (gate.length > 0) return gate;
  const field = "spec.template.spec";
  return [
    ...runRules(sharedControlPlaneRules, { spec, field, gates }),
    ...configErrors(spec.kubeadmConfigSpec ?? {}, `${field}.kubeadmConfigSpec`, true, gates),
    ...runRules(controlPlaneTemplateRules, { metadata, gates }),
  ];
}

// The mutating webhook has set the strategy and the surge before the rules run.
function checkControlPlane(object: KubernetesObject, gates: FeatureGates): FieldError[] {
  const written = (object.spec ?? {}) as KubeadmControlPlaneSpec;
  const rollingUpdate = { maxSurge: 1, ...written.rollout?.strategy?.rollingUpdate };
  const spec = { replicas: 1, ...written, rollout: { ...written.rollout, strategy: { type: "RollingUpdate", rollingUpdate } } };
  return [
    ...runRules([...sharedControlPlaneRules, ...controlPlaneRules], { spec, field: "spec", gates }),
    ...configErrors(spec.kubeadmConfigSpec ?? {}, "spec.kubeadmConfigSpec", true, gates),
  ];
}

function checkConfigTemplate(object: KubernetesObject, gates: FeatureGates): FieldError[] {
  const { metadata, spec = {} } = contentOf<KubeadmConfigSpec>(object);
  return [...configErrors(spec, "spec.template.spec", false, gates), ...runRules(configTemplateRules, { metadata, gates })];
}

function configErrors(config: KubeadmConfigSpec, field: string, ofControlPlane: boolean, gates: FeatureGates): FieldError[] {
  return runRules(kubeadmConfigRules, { config, field, ofControlPlane, gates });
}
