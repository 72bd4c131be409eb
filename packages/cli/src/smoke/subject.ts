import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readTarGzFiles } from "@cstack/bundle";
import { compareMinors, managersOf, type Unit, type UnitKey } from "@cstack/generator";
import type { ContainerMachines } from "@cstack/model";
import type { AddonStage, ClusterObject, DeliveredAddon, KindSubject, RunRequest, UnitUnderTest } from "@cstack/smoke";
import { parse, parseAllDocuments } from "yaml";
import { buildUnits } from "../build-units.ts";
import { findingsFailure, reportDiagnostics, usageFailure } from "../failure.ts";
import { resolveOrFail, type Workspace } from "../workspace.ts";
import { nodeImageOf, shortName } from "./node-image.ts";

/** Builds the bundles of a unit and of the next minor's into a folder, and takes out what a lane needs of them. */
export async function smokeSubject(workspace: Workspace, key: UnitKey, folder: string, request: RunRequest): Promise<KindSubject> {
  const unit = resolveOrFail(workspace, key);
  const { managers, containers, diagnostics } = managersOf(workspace.repository, [unit.provider]);
  if (diagnostics.length > 0) throw findingsFailure(reportDiagnostics(diagnostics));
  if (containers === undefined) {
    const how = "npm run test:controlplane shows what real controllers make of it.";
    throw usageFailure(`Machines of ${unit.id} are no containers that could be made on any machine. ${how}`);
  }
  const next = nextMinor(workspace, key);
  const bundles = await buildBundles(workspace, next === undefined ? [key] : [key, next], join(folder, "bundles"), request);
  const [own = "", following] = bundles;
  const chosen = withMachines(readCluster(request.cluster ?? join(own, "cluster.yaml")), request.machines);
  const cluster = withClass(chosen, own, request.nodeImage, containers);
  return {
    ...unitUnderTest(unit, own, request.nodeImage),
    request,
    cluster,
    managers,
    containers,
    next: next === undefined || following === undefined ? undefined : unitUnderTest(resolveOrFail(workspace, next), following, undefined),
  };
}

function nextMinor({ units }: Workspace, { provider, stack, minor }: UnitKey): UnitKey | undefined {
  const later = units.filter((each) => each.provider === provider && each.stack === stack && compareMinors(each.minor, minor) > 0);
  return later.toSorted((a, b) => compareMinors(a.minor, b.minor))[0];
}

/** The folders of the bundles. */
async function buildBundles(workspace: Workspace, keys: UnitKey[], out: string, { charts }: RunRequest): Promise<string[]> {
  mkdirSync(out, { recursive: true });
  const vendored = charts === undefined ? {} : { charts };
  const { built, diagnostics } = await buildUnits(workspace, keys, { mode: "stable", next: true, out, ...vendored });
  const errors = reportDiagnostics(diagnostics);
  if (errors > 0) throw findingsFailure(errors);
  return built.map(({ release }) => join(out, release));
}

function unitUnderTest(unit: Unit, bundle: string, chosenImage: string | undefined): UnitUnderTest {
  const nodeImage = chosenImage === undefined ? nodeImageOf(unit) : { image: shortName(chosenImage) };
  if (nodeImage === undefined) throw usageFailure(`No node image of ${unit.id} is known; name one with --node-image.`);
  return {
    unit: unit.id,
    kubernetes: unit.kubernetes.version,
    className: classNameOf(bundle),
    classManifests: readFileSync(join(bundle, "class.yaml"), "utf8"),
    nodeImage,
    addons: unpackedAddons(bundle),
  };
}

function classNameOf(bundle: string): string {
  const documents = parseAllDocuments(readFileSync(join(bundle, "class.yaml"), "utf8"));
  const objects = (Array.isArray(documents) ? documents : []).map((document) => document.toJS() as ClusterObject);
  return objects.find(({ kind }) => kind === "ClusterClass")?.metadata.name ?? "";
}

function readCluster(file: string): ClusterObject {
  const cluster = parse(readFileSync(file, "utf8")) as ClusterObject | null;
  if (cluster?.kind !== "Cluster" || cluster.spec?.["topology"] === undefined) throw usageFailure(`${file} is no Cluster with a topology.`);
  return cluster;
}

/** The Cluster with so many machines, workers in its first pool. */
function withMachines(cluster: ClusterObject, machines: RunRequest["machines"]): ClusterObject {
  if (machines === undefined) return cluster;
  const { topology: all } = cluster.spec as { topology: { controlPlane?: object; workers?: { machineDeployments?: object[] } } };
  const { workers, controlPlane, ...topology } = all;
  const [pool] = workers?.machineDeployments ?? [];
  if (pool === undefined) throw usageFailure("The Cluster has no machine deployment that could have workers.");
  const machineDeployments = [{ ...pool, replicas: machines.workers }];
  const sized = { controlPlane: { ...controlPlane, replicas: machines.controlPlane }, workers: { machineDeployments } };
  return { ...cluster, spec: { ...cluster.spec, topology: { ...topology, ...sized } } };
}

/** The Cluster with the bundle's class, and with the image that was named for all machines. */
function withClass(cluster: ClusterObject, bundle: string, nodeImage: string | undefined, containers: ContainerMachines): ClusterObject {
  const topology = cluster.spec?.["topology"] as { variables?: { name: string; value: unknown }[] };
  const image = nodeImage === undefined ? [] : [{ name: containers.nodeImageVariable, value: nodeImage }];
  const variables = [...(topology.variables ?? []).filter(({ name }) => image.every((each) => each.name !== name)), ...image];
  return { ...cluster, spec: { ...cluster.spec, topology: { ...topology, classRef: { name: classNameOf(bundle) }, variables } } };
}

/** Unpacks the addons of a bundle beside it: those of all stages, in their order. */
function unpackedAddons(bundle: string): DeliveredAddon[] {
  const { addonStages } = parse(readFileSync(join(bundle, "clusteraddon.yaml"), "utf8")) as {
    addonStages: Record<AddonStage, { name: string }[]>;
  };
  const archive = readdirSync(bundle).find((name) => /-cluster-addon-.*\.tgz$/.test(name));
  if (archive === undefined) return [];
  const target = `${bundle}-addons`;
  for (const [path, content] of readTarGzFiles(readFileSync(join(bundle, archive)))) {
    mkdirSync(join(target, dirname(path)), { recursive: true });
    writeFileSync(join(target, path), content);
  }
  const stages = Object.entries(addonStages) as [AddonStage, { name: string }[]][];
  return stages.flatMap(([stage, addons]) => addons.map(({ name }) => ({ name, stage, folder: join(target, name) })));
}
