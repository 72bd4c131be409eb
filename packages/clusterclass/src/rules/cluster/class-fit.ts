import type { WorkerTopology } from "../../api/cluster.ts";
import type { HealthCheck, WorkerClass } from "../../api/cluster-class.ts";
import type { FieldError } from "../../api/errors.ts";
import { replicasOfAutoscaledClasses } from "../primitives/autoscaler.ts";
import { isHealthCheckDefined, maxInFlight, nodeStartupTimeout, unhealthyLimit } from "../primitives/health-check.ts";
import { clusterApi, type Rule } from "../rule.ts";
import { type ClusterRuleInput, machineDeployments, machinePools, type PlacedTopology } from "./input.ts";

const file = "core/webhooks/admission/cluster.go";
const compatibility = "internal/topology/check/compatibility.go";
const controlPlaneField = "spec.topology.controlPlane.healthCheck";

/** Whether a topology fits its class. */
export const classFitRules: readonly Rule<ClusterRuleInput>[] = [
  {
    id: "CL-14",
    title: "The version is one of those that the class lists",
    source: clusterApi(file, "ValidateClusterForClusterClass"),
    check: checkVersion,
  },
  {
    id: "CL-15",
    title: "Machine deployments are of classes that exist",
    source: clusterApi(compatibility, "MachineDeploymentTopologiesAreValidAndDefinedInClusterClass"),
    check: ({ topology, clusterClass }) => unknownClasses(machineDeployments(topology), clusterClass.workers?.machineDeployments),
  },
  {
    id: "CL-16",
    title: "Names of machine deployments are unique",
    source: clusterApi(compatibility, "MachineDeploymentTopologiesAreValidAndDefinedInClusterClass"),
    check: ({ topology }) => unusableNames(machineDeployments(topology)),
  },
  {
    id: "CL-17",
    title: "Machine pools are of classes that exist",
    source: clusterApi(compatibility, "MachinePoolTopologiesAreValidAndDefinedInClusterClass"),
    check: ({ topology, clusterClass }) => unknownClasses(machinePools(topology), clusterClass.workers?.machinePools),
  },
  {
    id: "CL-18",
    title: "Names of machine pools are unique",
    source: clusterApi(compatibility, "MachinePoolTopologiesAreValidAndDefinedInClusterClass"),
    check: ({ topology }) => unusableNames(machinePools(topology)),
  },
  {
    id: "CL-19",
    title: "A control plane health check needs control plane machines in the class",
    source: clusterApi(file, "validateMachineHealthChecks"),
    check: checkControlPlaneMachines,
  },
  {
    id: "CL-20",
    title: "The start-up timeout of a health check is 0 or at least 30 seconds",
    source: clusterApi("core/webhooks/admission/machinehealthcheck.go", "validateMachineHealthCheckNodeStartupTimeoutSeconds"),
    check: (input) => [...forControlPlane(input, nodeStartupTimeout), ...forWorkers(input, nodeStartupTimeout)],
  },
  {
    id: "CL-21",
    title: "The limit of unhealthy machines is an integer or a percentage",
    source: clusterApi("core/webhooks/admission/machinehealthcheck.go", "validateMachineHealthCheckUnhealthyLessThanOrEqualTo"),
    check: (input) => [...forControlPlane(input, unhealthyLimit), ...forWorkers(input, unhealthyLimit)],
  },
  {
    id: "CL-22",
    title: "The number of machines remediated at once is an integer or a percentage",
    source: clusterApi("core/webhooks/admission/machinedeployment.go", "validateRemediationMaxInFlight"),
    check: (input) => forWorkers(input, maxInFlight),
  },
  {
    id: "CL-23",
    title: "A health check that is enabled is defined by the Cluster or its class",
    source: clusterApi(file, "validateMachineHealthChecks"),
    check: checkEnabled,
  },
  {
    id: "CL-24",
    title: "Machine deployments have fixed replicas or the autoscaler, not both",
    source: clusterApi(file, "validateAutoscalerAnnotationsForCluster"),
    check: ({ topology, clusterClass }) => replicasOfAutoscaledClasses(topology, clusterClass),
  },
];

function checkVersion({ topology, clusterClass }: ClusterRuleInput): FieldError[] {
  const versions = clusterClass.kubernetesVersions ?? [];
  if (versions.length === 0 || versions.includes(topology.version)) return [];
  return [
    {
      field: "spec.topology.version",
      message: `the class supports ${versions.join(", ")}, written exactly so, and not ${topology.version}`,
    },
  ];
}

function unknownClasses(topologies: PlacedTopology<WorkerTopology>[], classes: readonly WorkerClass[] = []): FieldError[] {
  const known = classes.map((workerClass) => workerClass.class);
  return topologies
    .filter(({ worker }) => !known.includes(worker.class))
    .map(({ worker, byIndex }) => ({
      field: `${byIndex}.class`,
      message: `there is no class ${JSON.stringify(worker.class)}; there is: ${known.join(", ") || "none"}`,
    }));
}

function unusableNames(topologies: PlacedTopology<WorkerTopology>[]): FieldError[] {
  const seen = new Set<string>();
  return topologies.flatMap(({ worker, byIndex }) => {
    const repeated = seen.has(worker.name);
    seen.add(worker.name);
    if (worker.name !== "" && !repeated) return [];
    return [
      {
        field: `${byIndex}.name`,
        message: repeated ? `the name ${JSON.stringify(worker.name)} exists twice; rename one` : "give it a name",
      },
    ];
  });
}

type HealthCheckRule = (healthCheck: HealthCheck, field: string) => FieldError[];

function forControlPlane({ topology }: ClusterRuleInput, check: HealthCheckRule): FieldError[] {
  const healthCheck = topology.controlPlane?.healthCheck;
  return isHealthCheckDefined(healthCheck) ? check(healthCheck, controlPlaneField) : [];
}

function forWorkers({ topology }: ClusterRuleInput, check: HealthCheckRule): FieldError[] {
  return machineDeployments(topology).flatMap(({ worker, byName }) =>
    isHealthCheckDefined(worker.healthCheck) ? check(worker.healthCheck, `${byName}.healthCheck`) : [],
  );
}

function checkControlPlaneMachines(input: ClusterRuleInput): FieldError[] {
  if (input.clusterClass.controlPlane.machineInfrastructure) return [];
  return forControlPlane(input, (_, field) => [
    { field, message: "the class has no control plane machines to check; drop the health check" },
  ]);
}

function checkEnabled({ topology, clusterClass }: ClusterRuleInput): FieldError[] {
  const controlPlane = isEnabledWithoutDefinition(topology.controlPlane?.healthCheck, clusterClass.controlPlane.healthCheck)
    ? [undefinedAt(controlPlaneField)]
    : [];
  const classes = clusterClass.workers?.machineDeployments ?? [];
  const undefinedWorkers = machineDeployments(topology).flatMap(({ worker, byName }) => {
    const workerClass = classes.find((candidate) => candidate.class === worker.class);
    return workerClass && isEnabledWithoutDefinition(worker.healthCheck, workerClass.healthCheck)
      ? [undefinedAt(`${byName}.healthCheck`)]
      : [];
  });
  return [...controlPlane, ...undefinedWorkers];
}

function isEnabledWithoutDefinition(ofCluster: HealthCheck | undefined, ofClass: HealthCheck | undefined): boolean {
  return ofCluster?.enabled === true && !isHealthCheckDefined(ofCluster) && !isHealthCheckDefined(ofClass);
}

// Upstream kept the field name of v1beta1, `enable`.
function undefinedAt(healthCheck: string): FieldError {
  return {
    field: `${healthCheck}.enable`,
    message: "neither the Cluster nor its class says what to check; define checks, or drop enabled",
  };
}
