import { toYaml } from "@cstack/model";
import { usageFailure } from "./failure.ts";

export type OutputFormat = "text" | "json" | "yaml";

export function parseFormat(text: string): OutputFormat {
  if (text === "text" || text === "json" || text === "yaml") return text;
  throw usageFailure(`Unknown output format "${text}". Known: text, json, yaml.`);
}

/** Prints data to stdout in the chosen format; `text` is made only where it is asked for. */
export function printData(format: OutputFormat, data: unknown, text: () => string): void {
  if (format === "json") process.stdout.write(`${JSON.stringify(data, undefined, 2)}\n`);
  else if (format === "yaml") process.stdout.write(toYaml(data));
  else process.stdout.write(text());
}

/** A table for people: columns padded to their widest cell. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(head), ...rows.map(line), ""].join("\n");
}

/** 12345 as "12.1 KiB". */
export function formatBytes(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
