import { type Document, isMap, isSeq, type YAMLMap } from "yaml";
import type { Provider, Repository } from "../load/repository.ts";
import { compareMinors, inRange } from "../resolve/minors.ts";
import { editYaml, insertMinor } from "./edit-yaml.ts";
import type { ScaffoldNote } from "./plan.ts";

/** New texts of files by path, and what a person must check in them. */
export interface FactEdits {
  edits: Map<string, string>;
  notes: ScaffoldNote[];
}

/**
 * Adds to every provider's facts the rows of a minor that they lack: copies of the newest rows for its first patch version, without digests,
 * with a source that says so.
 */
export function copyNewestRows(repository: Repository, minor: string): FactEdits {
  const result: FactEdits = { edits: new Map(), notes: [] };
  for (const provider of repository.providers.values()) {
    const path = provider.versions?.path ?? "";
    const lists = listsToExtend(provider, minor);
    if (lists.length === 0) continue;
    const text = editYaml(repository.files.get(path) ?? "", (document) => {
      for (const list of lists) {
        const keys = addRows(document, list, minor);
        result.notes.push({
          file: path,
          text: `${list.name} of ${minor}: check ${keys.join(", ")}; all but the version is copied from ${list.newest}.`,
        });
      }
    });
    result.edits.set(path, text);
  }
  return result;
}

/** A list of facts with the key and the greatest value that its newest rows have. */
interface FactList {
  name: "kubernetes" | "nodeImages";
  key: "minor" | "kubernetes";
  newest: string;
  /** Kubernetes version of the newest rows. */
  version: string;
}

function listsToExtend(provider: Provider, minor: string): FactList[] {
  const { kubernetes = [], nodeImages = [] } = provider.versions?.data ?? {};
  const facts = [...kubernetes].sort((a, b) => compareMinors(a.minor, b.minor)).at(-1);
  const image = [...nodeImages].sort((a, b) => compareVersions(a.kubernetes, b.kubernetes)).at(-1);
  const lists: FactList[] = [];
  if (facts !== undefined && kubernetes.every((row) => row.minor !== minor)) {
    lists.push({ name: "kubernetes", key: "minor", newest: facts.minor, version: facts.version });
  }
  if (image !== undefined && nodeImages.every((row) => minorOf(row.kubernetes) !== minor)) {
    lists.push({ name: "nodeImages", key: "kubernetes", newest: image.kubernetes, version: image.kubernetes });
  }
  return lists;
}

/** Copies the newest rows of a list to their place by version; returns the keys that still have copied values. */
function addRows(document: Document, list: FactList, minor: string): string[] {
  const rows = document.get(list.name);
  if (!isSeq(rows)) return [];
  const maps = rows.items.filter((row): row is YAMLMap => isMap(row));
  const copies = maps.filter((row) => String(row.get(list.key)) === list.newest).map((row) => copiedRow(row, list, minor));
  const newer = maps.findIndex((row) => compareVersions(String(row.get(list.key)), minor) > 0);
  rows.items.splice(newer === -1 ? rows.items.length : newer, 0, ...copies);
  const keys = copies.flatMap((row) => row.items.map((pair) => String(pair.key)));
  return [...new Set(keys)].filter((key) => key !== list.key && key !== "source");
}

function copiedRow(row: YAMLMap, { version, key }: FactList, minor: string): YAMLMap {
  const copy = row.clone() as YAMLMap;
  delete copy.commentBefore;
  for (const field of ["digest", "sizeBytes"]) copy.delete(field);
  for (const field of ["image", "url", "checksumUrl"])
    if (copy.has(field)) copy.set(field, renamed(String(copy.get(field)), version, minor));
  if (key === "minor") copy.set("minor", minor);
  copy.set(key === "minor" ? "version" : "kubernetes", `${minor}.0`);
  copy.set("source", `fill in: copied from ${version}, nobody has looked it up for ${minor}`);
  return copy;
}

/** The address of an image for another version: the patch version and the bare minor in it are replaced. */
function renamed(address: string, version: string, minor: string): string {
  const oldMinor = minorOf(version).replaceAll(".", "\\.");
  return address.replaceAll(version, `${minor}.0`).replace(new RegExp(`(?<![0-9.])(v?)${oldMinor}(?![0-9]|\\.[0-9])`, "g"), `$1${minor}`);
}

/** Adds the minor to the newest row of each addon that has no version for it, with a marked reason where the row is made for others only. */
export function addMinorToVersions(repository: Repository, minor: string): FactEdits {
  const result: FactEdits = { edits: new Map(), notes: [] };
  for (const { versions, data } of repository.addons.values()) {
    const rows = versions.data.versions;
    if (rows.some((row) => row.minors.includes(minor))) continue;
    const newest =
      rows
        .map((row) => [...row.minors].sort(compareMinors).at(-1) ?? "")
        .sort(compareMinors)
        .at(-1) ?? "";
    const index = rows.findIndex((row) => row.minors.includes(newest));
    const { chart = "", supports, beyond } = rows[index] ?? {};
    const text = editYaml(repository.files.get(versions.path) ?? "", (document) => {
      insertMinor(document, ["versions", index, "minors"], minor);
      if (inRange(minor, supports) || beyond !== undefined) return;
      document.setIn(["versions", index, "beyond"], `fill in: copied from ${newest}, nobody has looked it up for ${minor}`);
    });
    result.edits.set(versions.path, text);
    result.notes.push({
      file: versions.path,
      text: `Check that ${data.id} ${chart} is for ${minor}, and say so in its source; else give it a row.`,
    });
  }
  return result;
}

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** Compares versions of two or three numbers; a minor comes before its patch versions. */
function compareVersions(a: string, b: string): number {
  return compareMinors(minorOf(a), minorOf(b)) || Number(a.split(".")[2] ?? -1) - Number(b.split(".")[2] ?? -1);
}
