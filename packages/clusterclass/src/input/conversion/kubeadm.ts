import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { defined, eachItem, group, inside, objectOf, seconds } from "./fields.ts";

/**
 * A KubeadmConfigSpec of v1beta1 as v1beta2.
 * Source: Cluster API v1.14.0, api/bootstrap/kubeadm/v1beta1/conversion.go and the two CustomResourceDefinitions.
 */
export function convertKubeadmConfigSpec(spec: JsonObject): JsonObject {
  const { clusterConfiguration, initConfiguration, joinConfiguration, useExperimentalRetryJoin: _, ...rest } = spec;
  const controlPlaneTimeout = seconds(objectOf(objectOf(clusterConfiguration)["apiServer"])["timeoutForControlPlane"]);
  const discoveryTimeout = seconds(objectOf(objectOf(joinConfiguration)["discovery"])["timeout"]);
  const forControlPlane = { controlPlaneComponentHealthCheckSeconds: controlPlaneTimeout };
  return {
    ...rest,
    ...defined({
      clusterConfiguration: inside(clusterConfiguration, convertClusterConfiguration),
      initConfiguration: withTimeouts(inside(initConfiguration, convertInitConfiguration), forControlPlane),
      joinConfiguration: withTimeouts(inside(joinConfiguration, convertJoinConfiguration), {
        ...forControlPlane,
        tlsBootstrapSeconds: discoveryTimeout,
      }),
    }),
  };
}

/** `spec.template.spec` of a KubeadmControlPlaneTemplate of v1beta1 as v1beta2. */
export function convertControlPlaneSpec(spec: JsonObject): JsonObject {
  const {
    kubeadmConfigSpec,
    machineNamingStrategy,
    machineTemplate,
    rolloutBefore,
    rolloutAfter,
    rolloutStrategy,
    remediationStrategy,
    ...rest
  } = spec;
  return {
    ...rest,
    ...defined({
      kubeadmConfigSpec: inside(kubeadmConfigSpec, convertKubeadmConfigSpec),
      machineNaming: machineNamingStrategy,
      machineTemplate: inside(machineTemplate, convertMachineTemplate),
      rollout: group({ before: rolloutBefore, after: rolloutAfter, strategy: rolloutStrategy }),
      remediation: inside(remediationStrategy, ({ maxRetry, minHealthyPeriod, retryPeriod }) =>
        defined({ maxRetry, minHealthyPeriodSeconds: seconds(minHealthyPeriod), retryPeriodSeconds: seconds(retryPeriod) }),
      ),
    }),
  };
}

function convertMachineTemplate(template: JsonObject): JsonObject {
  const { nodeDrainTimeout, nodeVolumeDetachTimeout, nodeDeletionTimeout, taints, readinessGates, infrastructureRef, metadata, ...rest } =
    template;
  return defined({
    ...rest,
    metadata,
    spec: group({
      taints,
      readinessGates,
      infrastructureRef,
      deletion: group({
        nodeDrainTimeoutSeconds: seconds(nodeDrainTimeout),
        nodeVolumeDetachTimeoutSeconds: seconds(nodeVolumeDetachTimeout),
        nodeDeletionTimeoutSeconds: seconds(nodeDeletionTimeout),
      }),
    }),
  });
}

function convertClusterConfiguration(configuration: JsonObject): JsonObject {
  const {
    apiVersion: _a,
    kind: _k,
    clusterName: _c,
    kubernetesVersion: _v,
    networking: _n,
    apiServer,
    controllerManager,
    scheduler,
    etcd,
    ...rest
  } = configuration;
  return {
    ...rest,
    ...defined({
      apiServer: inside(apiServer, ({ timeoutForControlPlane: _, ...component }) => withArguments(component, "extraArgs")),
      controllerManager: inside(controllerManager, (component) => withArguments(component, "extraArgs")),
      scheduler: inside(scheduler, (component) => withArguments(component, "extraArgs")),
      etcd: inside(etcd, ({ local, ...others }) => ({
        ...others,
        ...defined({ local: inside(local, (object) => withArguments(object, "extraArgs")) }),
      })),
    }),
  };
}

function convertInitConfiguration(configuration: JsonObject): JsonObject {
  const { apiVersion: _a, kind: _k, bootstrapTokens, nodeRegistration, ...rest } = configuration;
  return {
    ...rest,
    ...defined({
      bootstrapTokens: eachItem(bootstrapTokens, ({ ttl, ...token }) => ({ ...token, ...defined({ ttlSeconds: seconds(ttl) }) })),
      nodeRegistration: inside(nodeRegistration, (object) => withArguments(object, "kubeletExtraArgs")),
    }),
  };
}

function convertJoinConfiguration(configuration: JsonObject): JsonObject {
  const { apiVersion: _a, kind: _k, nodeRegistration, discovery, ...rest } = configuration;
  return {
    ...rest,
    ...defined({
      nodeRegistration: inside(nodeRegistration, (object) => withArguments(object, "kubeletExtraArgs")),
      discovery: inside(discovery, ({ timeout: _, ...others }) => others),
    }),
  };
}

function withTimeouts(configuration: Json | undefined, timeouts: Record<string, Json | undefined>): Json | undefined {
  const values = group(timeouts);
  if (!values || (configuration !== undefined && !isObject(configuration))) return configuration;
  return { ...objectOf(configuration), timeouts: { ...objectOf(objectOf(configuration)["timeouts"]), ...values } };
}

// Arguments become a list, sorted by name as the conversion of Cluster API sorts them.
function withArguments(object: JsonObject, name: string): JsonObject {
  const { [name]: args, ...rest } = object;
  if (!isObject(args)) return object;
  return {
    ...rest,
    [name]: Object.keys(args)
      .sort()
      .map((key) => ({ name: key, value: args[key] ?? null })),
  };
}
