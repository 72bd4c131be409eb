/** The versions that an upgrade goes through; each list ends with the wanted version. */
export interface UpgradeSteps {
  controlPlane: string[];
  /** Workers skip minors as long as they are not more than three behind. */
  workers: string[];
}

/**
 * The steps from one version to another: one if the class does not list its versions, else one for each minor of the list.
 * Source: Cluster API v1.14.0, exp/topology/desiredstate/upgrade_plan.go, GetUpgradePlanFromClusterClassVersions and
 * DefaultAndValidateUpgradePlans.
 */
export function upgradeSteps(from: string, to: string, kubernetesVersions: readonly string[] = []): UpgradeSteps {
  if (from === to) return { controlPlane: [], workers: [] };
  const controlPlane = kubernetesVersions.length === 0 ? [to] : listedSteps(from, to, kubernetesVersions);
  return { controlPlane, workers: workerSteps(from, to, controlPlane) };
}

function listedSteps(from: string, to: string, versions: readonly string[]): string[] {
  const end = versions.indexOf(to);
  const between = versions.slice(0, end + 1).filter((version) => compareVersions(version, from) > 0);
  const lastOfMinor = new Map(between.map((version) => [minorOf(version), version]));
  const steps = [...lastOfMinor].filter(([minor]) => minor !== minorOf(from) || minor === minorOf(to)).map(([, version]) => version);
  return steps.length > 0 ? steps : [to];
}

function workerSteps(from: string, to: string, controlPlane: readonly string[]): string[] {
  const first = minorOf(from);
  const needed = controlPlane.filter((version) => {
    const behind = minorOf(version) - first;
    return behind > 0 && behind % 3 === 0 && minorOf(version) < minorOf(to);
  });
  return [...needed, to];
}

/** The minor of a version as a number. */
function minorOf(version: string): number {
  return parts(version)[1] ?? 0;
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)];
  return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;
}

function parts(version: string): number[] {
  return version.replace(/^v/, "").split(/[-+]/)[0]!.split(".").map(Number);
}
