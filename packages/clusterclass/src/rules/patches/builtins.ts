const machineGroup = [
  "class",
  "name",
  "replicas",
  "topologyName",
  "version",
  "metadata.labels",
  "metadata.annotations",
  "bootstrap.configRef.name",
  "infrastructureRef.name",
];

/** Below each builtin object, the paths that `valueFrom.variable` may name; the object itself may be named too. */
const builtinPaths: Record<string, readonly string[]> = {
  cluster: [
    "name",
    "namespace",
    "uid",
    "metadata.labels",
    "metadata.annotations",
    "topology",
    "topology.classRef.name",
    "topology.classRef.namespace",
    "topology.class",
    "topology.classNamespace",
    "topology.version",
    "network",
    "network.serviceDomain",
    "network.services",
    "network.pods",
  ],
  controlPlane: ["name", "replicas", "version", "metadata.labels", "metadata.annotations", "machineTemplate.infrastructureRef.name"],
  machineDeployment: machineGroup,
  machinePool: machineGroup,
};

/** The builtin variables that a patch may name (Cluster API v1.14.0, core/webhooks/admission/patch_validation.go, `builtinVariables`). */
export const builtinVariables: ReadonlySet<string> = new Set(
  Object.entries(builtinPaths).flatMap(([object, paths]) => [`builtin.${object}`, ...paths.map((path) => `builtin.${object}.${path}`)]),
);
