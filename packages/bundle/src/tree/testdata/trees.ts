import type { Tree } from "../tree.ts";

/** Small cluster stacks as they stand on disk, for the tests of this folder and the comparison with csctl. */
type Files = Readonly<Record<string, string | Uint8Array>>;

const CLASS: Files = {
  "cluster-class/Chart.yaml": `# the version is filled in
version: v0
apiVersion: v2
name: docker-demo-1-27-cluster-class
type: application
description: |
  A class:
    * for tests
appVersion: "1.10"
keywords: [cluster, class]
`,
  "cluster-class/.helmignore": "# not packed\n*.md\n/notes/\n",
  "cluster-class/README.md": "Left out by .helmignore.\n",
  "cluster-class/notes/todo.txt": "Left out with its directory.\n",
  "cluster-class/values.yaml": "workers: 3\n",
  "cluster-class/templates/_helpers.tpl": '{{- define "demo.name" -}}{{ .Release.Name }}{{- end -}}\n',
  "cluster-class/templates/.hidden.yaml": "never: packed\n",
  "cluster-class/templates/cluster-class.yaml": `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata:
  name: {{ include "demo.name" . }}-{{ .Chart.Version }}
  annotations: {image: "<< .NodeImageVersion >>"}
`,
};

const CNI_TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: cni
data: {release: "<< .ClusterAddonVersion >>", class: "<< .ClusterClassVersion >>"}
`;

const CONFIG = `apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1
config:
  kubernetesVersion: v1.27.7
  clusterStackName: demo
  provider:
    type: docker
    apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1
`;

/** The older convention: cluster-addon/ is one chart, with values in a file of its own. */
export const SINGLE_CHART: Files = {
  ...CLASS,
  "csctl.yaml": CONFIG,
  "README.md": "# demo\n",
  "cluster-addon/Chart.yaml": "apiVersion: v2\nname: docker-demo-1-27-cluster-addon\nversion: v0\ntype: application\n",
  "cluster-addon/templates/cni.yaml": CNI_TEMPLATE,
  "cluster-addon-values.yaml": `values: |
  clusterAddonVersion: "<< .ClusterAddonVersion >>"
  name: {{ .Cluster.metadata.name }}
`,
};

/** The newer convention: one directory per addon, applied in the stages of clusteraddon.yaml. */
export const STAGED: Files = {
  ...CLASS,
  "csctl.yaml": CONFIG,
  "cluster-addon/cni/Chart.yaml": "apiVersion: v2\nname: cni\nversion: 0.1.0 # kept as it is\n",
  "cluster-addon/cni/templates/cni.yaml": CNI_TEMPLATE,
  "cluster-addon/cni/overwrite.yaml": "values: |\n  mode: tunnel\n",
  "cluster-addon/cni/logo.png": new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]),
  "cluster-addon/metrics-server/Chart.yaml": "apiVersion: v2\nname: metrics-server\nversion: 0.1.0\n",
  "cluster-addon/metrics-server/templates/deployment.yaml": "kind: Deployment\n",
  "clusteraddon.yaml": `apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1
clusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1
addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
    - name: metrics-server
      action: apply
  BeforeClusterUpgrade:
    - name: cni
      action: apply
`,
  "node-image/image.pkr.hcl": "source {}\n",
};

/** A tree of these files; a change of undefined takes a file away. */
export function treeOf(files: Files, changes: Readonly<Record<string, string | Uint8Array | undefined>> = {}): Tree {
  const entries = Object.entries({ ...files, ...changes }).filter(([, content]) => content !== undefined);
  return { files: new Map(entries.map(([path, content]) => [path, Buffer.from(content as string)])) };
}
