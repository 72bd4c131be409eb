import { mapLimited } from "@cstack/bundle";
import type { Provider } from "@cstack/generator";
import type { NodeImage } from "@cstack/model";
import type { Network } from "../network/network.ts";
import { publishedChecksum } from "../sources/checksum-file.ts";
import type { Asked } from "../sources/kubernetes-releases.ts";
import type { RegistryReader } from "../sources/registry-reader.ts";
import { cannotAsk } from "./cannot-ask.ts";
import type { RowEdit } from "./edit-rows.ts";
import type { FactChange, FactPlan } from "./fact-change.ts";

/** What a provider's node images of one patch become for another one, or what is missing for it. */
export interface NodeImageMove {
  changes: FactChange[];
  missing?: string[];
}

/** Node images of providers: container images by their registries, files by the checksums beside them; what people build is there when they build it. */
export class NodeImages {
  readonly #registries: RegistryReader;
  readonly #network: Network;

  constructor(registries: RegistryReader, network: Network) {
    this.#registries = registries;
    this.#network = network;
  }

  /** The rows of one patch, written for another one: its version stands wherever that of the old one stood. */
  async moved({ data, versions }: Provider, from: string, to: string): Promise<NodeImageMove> {
    const missing: string[] = [];
    const changes: FactChange[] = [];
    for (const [index, row] of (versions?.data.nodeImages ?? []).entries()) {
      if (row.kubernetes !== from) continue;
      const next = renamed(row, from, to);
      const digest = await this.#digest(next);
      if (digest !== undefined && "failed" in digest) missing.push(`${digest.failed.url}: ${digest.failed.reason}`);
      const subject = `node image of ${data.id} for ${from}`;
      const source = next.image ?? next.checksumUrl ?? row.source;
      changes.push({ file: versions!.path, subject, from, to, source, edits: rowEdits(index, row, next, digest, source), notes: [] });
    }
    return missing.length === 0 ? { changes } : { changes: [], missing };
  }

  /** Digests that nobody had read, of rows that stay; `moving` are the patches whose rows do not. */
  async completed({ versions, data }: Provider, moving: ReadonlySet<string>): Promise<FactPlan> {
    const plan: FactPlan = { changes: [], held: [], diagnostics: [] };
    const rows = [...(versions?.data.nodeImages ?? []).entries()].filter(([, { kubernetes }]) => !moving.has(kubernetes));
    await mapLimited(rows, 4, async ([index, row]) => {
      const at = ["nodeImages", index];
      const digest = await this.#digest(row);
      if (digest === undefined) return;
      const subject = `digest of the node image of ${data.id} for ${row.kubernetes}`;
      const base = { file: versions!.path, subject };
      if ("failed" in digest) plan.diagnostics.push(cannotAsk(versions!.document.place(at), subject, digest.failed));
      else if (row.digest === undefined) {
        const edits = [{ row: at, key: "digest", value: digest.value, after: row.image === undefined ? "checksumUrl" : "image" }];
        plan.changes.push({ ...base, from: "unknown", to: digest.value, source: row.image ?? row.checksumUrl ?? "", edits, notes: [] });
      } else if (row.digest !== digest.value) {
        plan.held.push({ ...base, from: row.digest, newer: digest.value, reason: "it was built again, and what was tested is recorded" });
      }
    });
    return plan;
  }

  /** Undefined for an image that nobody publishes. */
  async #digest({ image, url, checksumUrl }: NodeImage): Promise<Asked<string> | undefined> {
    if (image !== undefined) {
      const found = await this.#registries.digest(image);
      return "failed" in found ? found : { value: found.digest };
    }
    return url === undefined || checksumUrl === undefined ? undefined : publishedChecksum(checksumUrl, url, this.#network);
  }
}

function renamed(row: NodeImage, from: string, to: string): NodeImage {
  const written = (["image", "url", "checksumUrl"] as const).flatMap((key) => {
    const value = row[key];
    return value === undefined ? [] : [[key, value.replaceAll(from, to)] as const];
  });
  return { ...row, kubernetes: to, ...Object.fromEntries(written) };
}

function rowEdits(index: number, row: NodeImage, next: NodeImage, digest: Asked<string> | undefined, source: string): RowEdit[] {
  const at = ["nodeImages", index];
  const names = (["kubernetes", "image", "url", "checksumUrl"] as const).flatMap((key) =>
    row[key] === next[key] ? [] : [{ row: at, key, value: next[key] }],
  );
  const found = digest !== undefined && "value" in digest ? digest.value : undefined;
  const after = row.image === undefined ? "checksumUrl" : "image";
  return [
    ...names,
    { row: at, key: "digest", value: found, after },
    { row: at, key: "sizeBytes", value: undefined },
    ...(digest === undefined ? [] : [{ row: at, key: "source", value: sourceOf(row, source) }]),
  ];
}

/** The rest of a row's facts (system, user, sizes) keep their source. */
function sourceOf({ source, os }: NodeImage, read: string): string {
  const earlier = source.replace(/^.*; the rest from /, "");
  return os === undefined ? read : `${read}; the rest from ${earlier}`;
}
