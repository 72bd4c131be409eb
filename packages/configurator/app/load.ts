import { useLayoutEffect, useState } from "preact/hooks";
import type { CatalogIndex, DeliveryData, ProviderData, UnitData } from "../src/catalog-data.ts";

/** Something that is fetched: on its way, here, or not to be had. */
export type Loaded<T> = { state: "loading" } | { state: "ready"; value: T } | { state: "failed"; reason: string };

const fetched = new Map<string, Promise<unknown>>();

/** Lets everything be fetched anew. */
export function forgetFetched(): void {
  fetched.clear();
}

/** A file of the catalog beside this page, fetched once. */
function fetchFile<T>(path: string): Promise<T> {
  const known = fetched.get(path) ?? readFile(path);
  fetched.set(path, known);
  return known as Promise<T>;
}

async function readFile(path: string): Promise<unknown> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response.json();
}

/** The index of the catalog. */
export function fetchIndex(): Promise<CatalogIndex> {
  return fetchFile("index.json");
}

/** One version of one unit. */
export function fetchUnit({ unit, version }: { unit: string; version: string }): Promise<UnitData> {
  return fetchFile(`units/${encodeURIComponent(unit)}/${encodeURIComponent(version)}.json`);
}

/** What plans of a unit are judged by; undefined where the catalog does not have it. */
export async function fetchFacts({ files }: UnitData): Promise<ProviderData | undefined> {
  return files.providerFacts === undefined ? undefined : fetchFile(files.providerFacts);
}

/** What the delivery of the addons of a unit is made of; undefined where the catalog does not have it. */
export async function fetchDelivery({ files }: UnitData): Promise<DeliveryData | undefined> {
  return files.delivery === undefined ? undefined : fetchFile(files.delivery);
}

/** Runs a fetch whenever `key` changes, and says how far it is. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<{ key: string; value: Loaded<T> }>({ key, value: { state: "loading" } });
  // Not after the first paint: what is to be painted is waiting for this.
  useLayoutEffect(() => {
    let current = true;
    const report = (value: Loaded<T>): void => {
      if (current) setLoaded({ key, value });
    };
    load().then(
      (value) => report({ state: "ready", value }),
      (error: unknown) => report({ state: "failed", reason: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      current = false;
    };
  }, [key]);
  return loaded.key === key ? loaded.value : { state: "loading" };
}
