import type { GoProgram } from "./go-program.ts";

const kubernetes = { module: "k8s.io/kubernetes", version: "v1.36.4", siblings: "v0.36.4" };

/** What tells a program of Kubernetes its own version: without it kubectl and kube-apiserver take themselves for v0.0.0. */
const kubernetesVersion = Object.fromEntries(
  ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) => [
    [`${path}.gitVersion`, kubernetes.version],
    [`${path}.gitMajor`, "1"],
    [`${path}.gitMinor`, "36"],
  ]),
);

/** Programs that lanes call whatever is tried, at the versions that were tried; providers name their managers. */
export const pinnedPrograms: readonly GoProgram[] = [
  { program: "etcd", module: "go.etcd.io/etcd/server/v3", version: "v3.6.16", package: "." },
  { program: "kube-apiserver", ...kubernetes, package: "cmd/kube-apiserver", linkedValues: kubernetesVersion },
  { program: "kubectl", ...kubernetes, package: "cmd/kubectl", linkedValues: kubernetesVersion },
  { program: "kubeconform", module: "github.com/yannh/kubeconform", version: "v0.8.0", package: "cmd/kubeconform" },
  { program: "kind", module: "sigs.k8s.io/kind", version: "v0.33.0", package: "." },
  {
    program: "helm",
    module: "helm.sh/helm/v4",
    version: "v4.3.1",
    package: "cmd/helm",
    linkedValues: { "helm.sh/helm/v4/internal/version.version": "v4.3.1" },
  },
];
