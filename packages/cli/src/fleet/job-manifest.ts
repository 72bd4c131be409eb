import type { EvaluationInput, KubernetesObject } from "@cstack/clusterclass";

/** What a Job plans, and how. */
export interface FleetJobRequest {
  /** As `cstack fleet diff --to` takes it, in the image's checkout. */
  to: string;
  /** Image with a built checkout as its working directory. */
  image: string;
  shards: number;
  namespace: string;
}

const name = "cstack-fleet-diff";

/**
 * An Indexed Job in which each pod plans a part of the Clusters of the management cluster that it runs in, and prints it as JSON; with the rights to read Clusters, classes and
 * the kinds of templates that the class has.
 */
export function fleetJob({ to, image, shards, namespace }: FleetJobRequest, { templates }: EvaluationInput): object[] {
  const labels = { "app.kubernetes.io/name": name };
  const metadata = { name, namespace, labels };
  const args = ["fleet", "diff", "--to", to, "--in-cluster", "--shard", `$(JOB_COMPLETION_INDEX)/${shards}`, "--report-only", "-o", "json"];
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name, labels },
      rules: rulesFor([...templates.values()]),
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name, labels },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata,
      spec: {
        completionMode: "Indexed",
        completions: shards,
        parallelism: shards,
        backoffLimitPerIndex: 2,
        ttlSecondsAfterFinished: 86400,
        template: { metadata: { labels }, spec: podSpec(image, args) },
      },
    },
  ];
}

function podSpec(image: string, args: string[]) {
  return {
    serviceAccountName: name,
    restartPolicy: "Never",
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "cstack",
        image,
        command: ["node", "packages/cli/bin/cstack.mjs"],
        args,
        resources: { requests: { cpu: "1", memory: "512Mi" }, limits: { memory: "1Gi" } },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
      },
    ],
  };
}

/** Plurals of kinds that end in Template are regular: Cluster API finds CustomResourceDefinitions by them. */
function rulesFor(templates: readonly KubernetesObject[]): object[] {
  const groups = new Map([["cluster.x-k8s.io", new Set(["clusters", "clusterclasses"])]]);
  for (const { apiVersion, kind } of templates) {
    const group = apiVersion.split("/")[0]!;
    groups.set(group, (groups.get(group) ?? new Set()).add(`${kind.toLowerCase()}s`));
  }
  return [...groups].map(([group, resources]) => ({ apiGroups: [group], resources: [...resources].sort(), verbs: ["get", "list"] }));
}
