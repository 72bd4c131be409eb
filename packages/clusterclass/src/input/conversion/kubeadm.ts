import { isObject, type Json, type JsonObject } from "../../api/json.ts";
import { sameJson } from "../../plan/field-changes.ts";
import { defined, eachItem, group, inside, objectOf, seconds } from "./fields.ts";

/**
 * A KubeadmConfigSpec of v1beta1 as v1beta2.
 * Source: Cluster API v1.14.0, api/bootstrap/kubeadm/v1beta1/conversion.go and the two CustomResourceDefinitions.
 */
export function convertKubeadmConfigSpec(spec: JsonObject): JsonObject {
  const { clusterConfiguration, initConfiguration, joinConfiguration, files, useExperimentalRetryJoin: _, ...rest } = spec;
  const controlPlaneTimeout = seconds(objectOf(objectOf(clusterConfiguration)["apiServer"])["timeoutForControlPlane"]);
  const discoveryTimeout = seconds(objectOf(objectOf(joinConfiguration)["discovery"])["timeout"]);
  const forControlPlane = { controlPlaneComponentHealthCheckSeconds: controlPlaneTimeout };
  return {
    ...rest,
    ...defined({
      files: likeFirst(files, "path", "append"),
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
      rollout: group({ before: rolloutBefore, after: rolloutAfter, strategy: inside(rolloutStrategy, withType) }),
      remediation: inside(remediationStrategy, ({ maxRetry, minHealthyPeriod, retryPeriod }) =>
        // No pointer in v1beta1: none is not told from zero.
        defined({ maxRetry, minHealthyPeriodSeconds: seconds(minHealthyPeriod), retryPeriodSeconds: seconds(retryPeriod) || undefined }),
      ),
    }),
  };
}

/** There is only one type, and v1beta2 wants it said. */
function withType(strategy: JsonObject): JsonObject {
  return { ...strategy, type: strategy["type"] || "RollingUpdate" };
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
      apiServer: inside(apiServer, ({ timeoutForControlPlane: _, ...component }) => convertComponent(component)),
      controllerManager: inside(controllerManager, convertComponent),
      scheduler: inside(scheduler, convertComponent),
      etcd: inside(etcd, ({ local, ...others }) => ({
        ...others,
        ...defined({ local: inside(local, (object) => withArguments(object, "extraArgs")) }),
      })),
    }),
  };
}

function convertComponent({ extraVolumes, ...component }: JsonObject): JsonObject {
  return { ...withArguments(component, "extraArgs"), ...defined({ extraVolumes: likeFirst(extraVolumes, "hostPath", "readOnly") }) };
}

/**
 * Items whose flag is that of the first item with the same key: Cluster API looks for the flag there, so that a file which appends to another
 * one of the same path overwrites it after the conversion. Source: Cluster API v1.14.0, bootstrap/kubeadm/webhooks/conversion/kubeadmconfig.go.
 */
function likeFirst(items: Json | undefined, key: string, flag: string): Json | undefined {
  const first = (item: JsonObject) => (items as Json[]).filter(isObject).find((other) => sameJson(other[key], item[key]));
  return eachItem(items, (item) => {
    const { [flag]: _, ...rest } = item;
    return { ...rest, ...defined({ [flag]: first(item)?.[flag] }) };
  });
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
