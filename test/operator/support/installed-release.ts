import type { UnitBundle } from "@cstack/bundle";
import { dotForm } from "@cstack/release";
import type { ClusterObject, Kubectl } from "@cstack/smoke";
import { parse } from "yaml";
import { eventually } from "../../controlplane/support/management-cluster.ts";
import { textOf } from "../../support/repository.ts";

/** The ClusterStack that comes with a bundle, under the name of the release: one unit may be installed in several versions. */
export function clusterStackOf({ release, files }: UnitBundle): ClusterObject {
  const clusterStack = parse(textOf(files.get("clusterstack.yaml"))) as ClusterObject;
  return { ...clusterStack, metadata: { ...clusterStack.metadata, name: release } };
}

/** The ClusterStackRelease of a name once the operator says that it is ready; undefined where it does not within a minute. */
export function readyRelease(kubectl: Kubectl, name: string): Promise<ClusterObject | undefined> {
  return eventually(60_000, async () => {
    const all = await kubectl.list("clusterstackreleases");
    const found = all.find(({ metadata }) => metadata.name === name);
    return found?.status?.["ready"] === true ? found : undefined;
  });
}

/** Whether Cluster API accepts the variables of the class that a bundle has, under the name that the contract asks for. */
export async function hasUsableClass(kubectl: Kubectl, { unit, chosen }: UnitBundle): Promise<boolean> {
  const ready = await eventually(30_000, async () => {
    const { status } = await kubectl.get("clusterclass", `${unit.id}-${dotForm(chosen.version)}`);
    return status?.conditions?.find(({ type }) => type === "VariablesReady")?.status === "True" ? true : undefined;
  });
  return ready === true;
}

/** Removes what the operator has installed. */
export async function removeReleases(kubectl: Kubectl): Promise<void> {
  await kubectl.run(["delete", "clusterstacks,clusterstackreleases", "--all", "--timeout=30s"]);
}
