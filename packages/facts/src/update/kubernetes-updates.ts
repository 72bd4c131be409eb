import type { Provider, Repository, Source } from "@cstack/generator";
import type { KubernetesFacts, ProviderVersionsFile } from "@cstack/model";
import { gt } from "semver";
import { type KubernetesReleases, kubernetesAddresses, type MinorRelease } from "../sources/kubernetes-releases.ts";
import { cannotAsk } from "./cannot-ask.ts";
import type { RowEdit } from "./edit-rows.ts";
import type { FactChange, FactPlan, HeldFact } from "./fact-change.ts";
import type { NodeImageMove, NodeImages } from "./node-images.ts";

/** A row of a minor with where it stands. */
interface MinorRow {
  versions: Source<ProviderVersionsFile>;
  index: number;
  row: KubernetesFacts;
}

/**
 * Newer patches of Kubernetes, and days that were changed. A patch becomes the one that units use when there are node images of it for every provider that
 * lists node images; until then it is only told as the newest.
 */
export async function kubernetesUpdates(repository: Repository, releases: KubernetesReleases, nodeImages: NodeImages): Promise<FactPlan> {
  const plan: FactPlan = { changes: [], held: [], diagnostics: [] };
  const providers = [...repository.providers.values()];
  for (const minor of providers.flatMap(minorRows)) {
    const place = minor.versions.document.place(["kubernetes", minor.index]);
    const asked = await releases.minor(minor.row.minor);
    if ("failed" in asked) {
      plan.diagnostics.push(cannotAsk(place, `Kubernetes ${minor.row.minor}`, asked.failed));
      continue;
    }
    plan.changes.push(...changedDays(minor, asked.value));
    if (!gt(asked.value.newest, minor.row.version)) continue;
    const move = await newestWithImages(minor.row, asked.value.newest, providers, nodeImages);
    const images = move.to === undefined ? undefined : await releases.images(move.to);
    if (images !== undefined && "failed" in images) plan.diagnostics.push(cannotAsk(place, `Kubernetes ${move.to}`, images.failed));
    const isMoved = move.to !== undefined && images !== undefined && "value" in images;
    if (isMoved) plan.changes.push(movedPatch(minor, move.to!, images.value), ...move.images);
    plan.changes.push(...newestPatch(minor, asked.value, isMoved ? move.to! : minor.row.version));
    if (move.held !== undefined) plan.held.push({ ...heldPatch(minor, asked.value.newest), reason: move.held });
  }
  return plan;
}

function minorRows({ versions }: Provider): MinorRow[] {
  return (versions?.data.kubernetes ?? []).map((row, index) => ({ versions: versions!, index, row }));
}

function changedDays({ versions, index, row }: MinorRow, { released, endOfLife }: MinorRelease): FactChange[] {
  const now = { released, endOfLife };
  const names = { released: "day of the release", endOfLife: "end of life" };
  return (["released", "endOfLife"] as const)
    .filter((key) => row[key] !== now[key])
    .map((key) => ({
      file: versions.path,
      subject: `${names[key]} of Kubernetes ${row.minor}`,
      from: row[key],
      to: now[key],
      source: kubernetesAddresses.schedule,
      edits: [{ row: ["kubernetes", index], key, value: now[key] }],
      notes: [],
    }));
}

interface PatchMove {
  to?: string;
  images: FactChange[];
  /** Why not the newest. */
  held?: string;
}

/** The newest patch that every provider has node images of, looked for from the newest down. */
async function newestWithImages(
  { version }: KubernetesFacts,
  newest: string,
  providers: readonly Provider[],
  nodeImages: NodeImages,
): Promise<PatchMove> {
  let held: string | undefined;
  for (let candidate = newest; gt(candidate, version); candidate = patchBefore(candidate)) {
    const moves: NodeImageMove[] = [];
    for (const provider of providers) moves.push(await nodeImages.moved(provider, version, candidate));
    const missing = moves.flatMap(({ missing: one }) => one ?? []);
    const changes = moves.flatMap(({ changes: found }) => found);
    if (missing.length === 0) return { to: candidate, images: changes, ...(held === undefined ? {} : { held }) };
    held ??= `there is no node image of it: ${missing.join("; ")}`;
  }
  return { images: [], ...(held === undefined ? {} : { held }) };
}

function patchBefore(version: string): string {
  const [major, minor, patch = "0"] = version.split(".");
  return `${major}.${minor}.${Number(patch) - 1}`;
}

function movedPatch({ versions, index, row }: MinorRow, to: string, images: { etcd: string; coredns: string; pause: string }): FactChange {
  const at = ["kubernetes", index];
  const changed = (["etcd", "coredns", "pause"] as const).filter((key) => row[key] !== images[key]);
  const edits: RowEdit[] = [
    { row: at, key: "version", value: to },
    ...changed.map((key) => ({ row: at, key, value: images[key] })),
    { row: at, key: "source", value: row.source.replaceAll(row.version, to) },
  ];
  const notes = [
    ...changed.map((key) => `${key} ${row[key]} → ${images[key]}`),
    "feature gates and removed flags are those of the patch before",
  ];
  const source = kubernetesAddresses.stable(row.minor);
  return { file: versions.path, subject: `Kubernetes ${row.minor}`, from: row.version, to, source, edits, notes };
}

/** The newest patch upstream, from which deadlines count. Its CVSS score is a person's to fill in. */
function newestPatch({ versions, index, row }: MinorRow, { newest, newestReleased }: MinorRelease, used: string): FactChange[] {
  const { newestPatch: recorded } = row;
  if (recorded?.version === newest || (recorded === undefined && used === newest)) return [];
  const notes = ["say the CVSS score of what it fixes (cvss), if it fixes any"];
  const source = `${kubernetesAddresses.stable(row.minor)}; kubernetes/website, data/releases/schedule.yaml`;
  const base = {
    file: versions.path,
    subject: `newest patch of Kubernetes ${row.minor}`,
    from: recorded?.version ?? row.version,
    to: newest,
  };
  if (newestReleased === undefined) return [];
  const fields = { version: newest, released: newestReleased, source };
  const place = ["kubernetes", index, "newestPatch"];
  const edits: RowEdit[] =
    recorded === undefined
      ? [{ row: ["kubernetes", index], key: "newestPatch", value: fields, after: "endOfLife" }]
      : [...Object.entries(fields).map(([key, value]) => ({ row: place, key, value })), { row: place, key: "cvss", value: undefined }];
  return [{ ...base, source, edits, notes }];
}

function heldPatch({ versions, row }: MinorRow, newer: string): Omit<HeldFact, "reason"> {
  return { file: versions.path, subject: `Kubernetes ${row.minor}`, from: row.version, newer };
}
