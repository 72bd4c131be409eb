import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manager } from "@cstack/generator";
import { parseAllDocuments } from "yaml";
import { findProgram, toolCache } from "../process/find-program.ts";
import { runProgram } from "../process/run-program.ts";
import { moduleFolder } from "../tools/go-modules.ts";
import type { Manifest } from "./manager-manifests.ts";

/** What a manager's module says: its CRDs with the labels of their contracts, CRDs of others that it watches, its webhooks. */
export interface ManagerManifests {
  crds: Manifest[];
  webhooks: Manifest[];
}

const patience = 60_000;

/** Whether the manifests of a manager were read before; if not, Go and kubectl are needed to read them. */
export function areManifestsKnown(manager: Manager, cache = toolCache()): boolean {
  return existsSync(cacheFile(manager, cache));
}

/**
 * The manifests of a manager at its version. They are read from its Go module once, since parsing them takes seconds. The labels stand in
 * kustomizations only, which is why kubectl renders them (Cluster API v1.14.0, config/crd/kustomization.yaml of each provider).
 */
export async function managerManifests(manager: Manager, cache = toolCache(), signal?: AbortSignal): Promise<ManagerManifests> {
  const file = cacheFile(manager, cache);
  if (!existsSync(file)) {
    const manifests = await readFromModules(manager, signal);
    mkdirSync(join(cache, "manifests"), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(manifests));
    renameSync(fresh, file);
  }
  return JSON.parse(readFileSync(file, "utf8")) as ManagerManifests;
}

/** One file for each manager, version, and set of folders. */
function cacheFile({ program, module, version, config, crds }: Manager, cache: string): string {
  const key = createHash("sha256").update(JSON.stringify({ module, version, config, crds })).digest("hex").slice(0, 12);
  return join(cache, "manifests", `${program}-${key}.json`);
}

async function readFromModules(manager: Manager, signal: AbortSignal | undefined): Promise<ManagerManifests> {
  const [go, kubectl] = ["go", "kubectl"].map((name) => {
    const path = findProgram(name);
    if (path === undefined) throw new Error(`${name} is needed to read the CRDs of ${manager.program}`);
    return path;
  }) as [string, string];
  const config = join(await moduleFolder(go, manager, signal), manager.config);
  const crds = documentsIn(await runProgram({ program: kubectl, args: ["kustomize", join(config, "crd")], timeout: patience, signal }));
  for (const other of manager.crds) {
    const folder = join(await moduleFolder(go, other, signal), other.folder);
    const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    crds.push(...files.toSorted().flatMap((name) => documentsIn(readFileSync(join(folder, name), "utf8"))));
  }
  return { crds, webhooks: documentsIn(readFileSync(join(config, "webhook", "manifests.yaml"), "utf8")) };
}

function documentsIn(text: string): Manifest[] {
  const parsed = parseAllDocuments(text);
  const documents = Array.isArray(parsed) ? parsed : [];
  return documents.map((document) => document.toJS() as Manifest | null).filter((value) => value !== null);
}
