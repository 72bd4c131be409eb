import type { ArtifactLink, UnitData } from "../catalog-data.ts";

/** Commands of one way to install a unit, or to look whether it is what its publisher made. */
export interface InstallCommands {
  way: "operator" | "kubectl" | "flux" | "caaph" | "verify";
  lines: string[];
}

/**
 * What installs a version. Of one that was not released a checkout builds the files first. `REPOSITORY` stands where the catalog does not say where its
 * releases were published, `NAMESPACE` for the one of the Clusters.
 */
export function installCommands({ unit, release, artifacts }: Pick<UnitData, "unit" | "release" | "artifacts">): InstallCommands[] {
  const folder = artifacts === null ? `.release/${release}` : release;
  const get = artifacts === null ? `npx cstack build ${unit} --next` : `oras pull -o ${release} ${referenceOf(artifacts.operator)}`;
  const ofClass = [get, `kubectl apply --server-side -n NAMESPACE -f ${folder}/class.yaml`];
  const addonsWith = (tool: string): string =>
    `npx cstack deliver ${unit} --cluster cluster.yaml --with ${tool} | kubectl apply --server-side --field-manager cstack -f -`;
  const commands: InstallCommands[] = [
    { way: "operator", lines: [get, `kubectl apply -n NAMESPACE -f ${folder}/clusterstack.yaml`] },
    { way: "kubectl", lines: ofClass },
    { way: "flux", lines: [...(artifacts === null ? ofClass : fluxLines(release, artifacts.manifests)), addonsWith("flux")] },
    { way: "caaph", lines: [...ofClass, addonsWith("caaph")] },
  ];
  return artifacts === null
    ? commands
    : [...commands, { way: "verify", lines: [`npx cstack verify ${referenceOf(artifacts.operator)} --key KEY.pub`] }];
}

function fluxLines(release: string, manifests: ArtifactLink): string[] {
  return [
    `flux create source oci ${release} --url oci://${repositoryOf(manifests)} --digest ${manifests.digest} --interval 1h`,
    `flux create kustomization ${release} --source OCIRepository/${release} --target-namespace NAMESPACE --interval 1h`,
  ];
}

function referenceOf(link: ArtifactLink): string {
  return `${repositoryOf(link)}:${link.tag}`;
}

/** Without a registry the name begins below one that only the reader knows. */
function repositoryOf({ repository, referrers }: ArtifactLink): string {
  if (referrers !== undefined) return repository;
  return repository === "" ? "REPOSITORY" : `REPOSITORY/${repository}`;
}
