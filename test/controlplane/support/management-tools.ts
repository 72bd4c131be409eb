import { findTool, skipped } from "../../support/tools.ts";

/** What reaches the API server of a management cluster. */
export interface ManagementTools {
  kubectl: string;
  kubeconfig: string;
}

/**
 * kubectl and the kubeconfig that CSTACK_KUBECONFIG names; undefined where one is missing, which is said.
 * @param part what is skipped without them
 */
export function findManagementTools(part = "controlplane"): ManagementTools | undefined {
  const kubectl = findTool("kubectl");
  const kubeconfig = process.env["CSTACK_KUBECONFIG"];
  if (kubectl !== undefined && kubeconfig !== undefined) return { kubectl, kubeconfig };
  const missing = kubectl === undefined ? "kubectl is not on the path" : "there is no management cluster";
  skipped(part, missing, "run `npm run tools`, or set CSTACK_KUBECONFIG to the kubeconfig of an API server with Cluster API's controllers");
  return undefined;
}

/** Helm, or undefined where it is missing, which is said. */
export function findHelm(): string | undefined {
  const helm = findTool("helm");
  if (helm === undefined) skipped("helm", "helm is not on the path", "install Helm 3 or 4, or name its folder in CSTACK_TOOLS");
  return helm;
}
