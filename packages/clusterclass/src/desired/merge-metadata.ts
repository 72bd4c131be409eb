import type { TemplateMetadata } from "../api/cluster-class.ts";

/** Metadata of a topology over that of its class: the topology wins. Maps without entries are left out, as Go's nil maps are. */
export function mergeMetadata(topology: TemplateMetadata = {}, ofClass: TemplateMetadata = {}): TemplateMetadata {
  const labels = { ...ofClass.labels, ...topology.labels };
  const annotations = { ...ofClass.annotations, ...topology.annotations };
  return {
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}

/** A map without some of its keys, `undefined` when nothing is left. */
export function withoutKeys(map: Record<string, string> = {}, keys: readonly string[]): Record<string, string> | undefined {
  const entries = Object.entries(map).filter(([key]) => !keys.includes(key));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
