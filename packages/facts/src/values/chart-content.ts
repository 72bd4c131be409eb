import { parse } from "yaml";

/** What a chart says of its values. */
export interface ChartContent {
  /** values.yaml. */
  defaults: unknown;
  /** values.schema.json, where it has one. */
  schema: unknown;
  /** All templates together. */
  templates: string;
}

/** Reads what a chart says of its values from its files, by path below the chart's folder; charts below it do not count. */
export function chartContent(files: ReadonlyMap<string, Uint8Array | string>): ChartContent {
  const text = (path: string): string | undefined => {
    const content = files.get(path);
    return content === undefined ? undefined : Buffer.from(content).toString("utf8");
  };
  const schema = text("values.schema.json");
  const templates = [...files.keys()].filter((path) => path.startsWith("templates/")).sort();
  return {
    defaults: (parse(text("values.yaml") ?? "{}", { maxAliasCount: -1, merge: true }) ?? {}) as unknown,
    schema: schema === undefined ? undefined : (JSON.parse(schema) as unknown),
    templates: templates.map((path) => text(path) ?? "").join("\n"),
  };
}
