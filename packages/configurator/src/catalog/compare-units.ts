import type { Json } from "@cstack/clusterclass";
import type { UnitData } from "../catalog-data.ts";

/** One line of a comparison; a side that lacks it is empty. */
export interface ComparedRow {
  part: "contents" | "addons" | "variables" | "features" | "images";
  name: string;
  left: string;
  right: string;
}

/** Everything that two versions of units have, side by side: what they are, addons, variables with their defaults, features and images. */
export function compareUnits(left: UnitData, right: UnitData): ComparedRow[] {
  const parts: readonly [ComparedRow["part"], (data: UnitData) => ReadonlyMap<string, string>][] = [
    ["contents", factsOf],
    ["addons", addonsOf],
    ["features", ({ features }) => new Map(features.map(({ title }) => [title, "✓"]))],
    ["variables", variablesOf],
    ["images", imagesOf],
  ];
  return parts.flatMap(([part, read]) => rowsOf(part, read(left), read(right)));
}

function rowsOf(part: ComparedRow["part"], left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): ComparedRow[] {
  const names = [...new Set([...left.keys(), ...right.keys()])];
  return names.map((name) => ({ part, name, left: left.get(name) ?? "", right: right.get(name) ?? "" }));
}

function factsOf({ provider, stack, version, kubernetes }: UnitData): Map<string, string> {
  return new Map([
    ["provider", provider.title],
    ["stack", stack.title],
    ["version", version],
    ["Kubernetes", kubernetes.version],
    ["end of life", kubernetes.endOfLife],
  ]);
}

function addonsOf({ addons }: UnitData): Map<string, string> {
  return new Map(
    addons.map(({ id, chart, details }) => [details?.title ?? id, details?.app === undefined ? chart : `${chart} (${details.app})`]),
  );
}

/** A variable says what it is by its type and its default. */
function variablesOf({ variables }: UnitData): Map<string, string> {
  return new Map(
    variables.map(({ name, schema }) => {
      const choices = Array.isArray(schema["enum"]) ? ` ${schema["enum"].join(" | ")}` : "";
      const own = schema["default"] === undefined ? "" : ` = ${textOf(schema["default"])}`;
      return [name, `${textOf(schema["type"] ?? "")}${choices}${own}`];
    }),
  );
}

function imagesOf({ images }: UnitData): Map<string, string> {
  return new Map(images.map(({ component, image, url }) => [component, image ?? url ?? ""]));
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
