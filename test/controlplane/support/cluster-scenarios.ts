import { type ClusterTopology, clusterSpec, type JsonObject, type KubernetesObject } from "@cstack/clusterclass";
import { clusterOf, type RenderedUnit, sampleWith, scenariosOf } from "@cstack/generator";

/** One Cluster of a unit: what is special about it, and the Cluster. */
export interface NamedCluster {
  title: string;
  cluster: KubernetesObject;
}

type Variables = Readonly<Record<string, unknown>>;
type Overrides = { name: string; value: unknown }[];

/** Clusters of a unit that differ in their variables, besides those that differ in their shape. */
const variableScenarios = 13;

/** Clusters of a unit, without machines: scenarios of the generator, evenly chosen, and the shapes that a topology can have. */
export function clustersOf(rendered: RenderedUnit): NamedCluster[] {
  const scenarios = scenariosOf(rendered);
  const even = scenarios.filter((_, index) => (index * variableScenarios) % scenarios.length < variableScenarios);
  // What the class itself refuses comes last.
  const chosen = [...even, ...scenarios.slice(-1)];
  const [first = {}, second = {}] = chosen.slice(1).map(({ variables }) => variables);
  const ofVariables = chosen.map((scenario) => ({ title: scenario.name, cluster: clusterOf(rendered, scenario).clusters[0]! }));
  const ofShape = topologyShapes(first, second).map(({ title, change }) => shaped(rendered, title, change));
  return [...ofVariables, ...ofShape].map(({ title, cluster }) => ({ title, cluster: withoutMachines(cluster) }));
}

/** The same Cluster without machines of workers: where only its objects matter, machines would be work for the controllers. */
function withoutMachines(cluster: KubernetesObject): KubernetesObject {
  const topology = clusterSpec(cluster).topology!;
  const pools = topology.workers?.machineDeployments?.map((pool) => ({ ...pool, replicas: 0 }));
  const workers = pools === undefined ? topology.workers : { ...topology.workers, machineDeployments: pools };
  return { ...cluster, spec: { ...cluster.spec, topology: { ...topology, workers } } as unknown as JsonObject };
}

type Change = (topology: ClusterTopology) => Partial<ClusterTopology>;

function shaped(rendered: RenderedUnit, title: string, change: Change): NamedCluster {
  const cluster = sampleWith(rendered, {}).clusters[0]!;
  const topology = clusterSpec(cluster).topology!;
  const spec = { ...cluster.spec, topology: { ...topology, ...change(topology) } } as unknown as JsonObject;
  return { title, cluster: { ...cluster, spec } };
}

function overrides(variables: Variables): { overrides: Overrides } {
  return { overrides: Object.entries(variables).map(([name, value]) => ({ name, value })) };
}

function topologyShapes(first: Variables, second: Variables): { title: string; change: Change }[] {
  return [
    { title: "nothing but the sample", change: () => ({}) },
    { title: "no workers", change: () => ({ workers: {} }) },
    {
      title: "three control plane machines with labels and annotations",
      change: () => ({ controlPlane: { replicas: 3, metadata: { labels: { tier: "a" }, annotations: { "example.com/note": "yes" } } } }),
    },
    {
      title: "other variables on the control plane",
      change: () => ({ controlPlane: { replicas: 1, variables: overrides(first) } as never }),
    },
    {
      title: "two pools, one with variables, labels and a failure domain of its own",
      change: ({ workers }) => {
        const pool = workers?.machineDeployments?.[0];
        const own = {
          name: "other",
          replicas: 2,
          failureDomain: "b",
          metadata: { labels: { pool: "other" } },
          variables: overrides(second),
        };
        return { workers: { machineDeployments: [pool, { ...pool, ...own }] } as never };
      },
    },
    {
      title: "drains, rollouts and readiness set",
      change: ({ controlPlane, workers }) => ({
        controlPlane: { ...controlPlane, deletion: { nodeDrainTimeoutSeconds: 60, nodeVolumeDetachTimeoutSeconds: 30 } } as never,
        workers: {
          machineDeployments: workers?.machineDeployments?.map((pool) => ({
            ...pool,
            minReadySeconds: 5,
            deletion: { order: "Oldest", nodeDeletionTimeoutSeconds: 20 },
            readinessGates: [{ conditionType: "example.com/Ready" }],
            rollout: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: "50%" } } },
          })),
        } as never,
      }),
    },
    {
      title: "health checks off and of its own",
      change: ({ controlPlane, workers }) => ({
        controlPlane: { ...controlPlane, healthCheck: { enabled: false } } as never,
        workers: {
          machineDeployments: workers?.machineDeployments?.map((pool) => ({
            ...pool,
            healthCheck: {
              checks: { nodeStartupTimeoutSeconds: 600, unhealthyNodeConditions: [{ type: "Ready", status: "False", timeoutSeconds: 60 }] },
            },
          })),
        } as never,
      }),
    },
  ];
}
