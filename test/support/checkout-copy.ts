import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { ParsedSources } from "@cstack/generator";
import { root } from "./repository.ts";

/** Source files that some test of this process parsed; most tests change a few of them only. */
const values = new Map<string, unknown>();

export const parsedSources: ParsedSources = {
  find: (schema, text) => values.get(`${schema} ${text}`),
  keep: (schema, text, value) => values.set(`${schema} ${text}`, value),
};

/** Copies the sources of this checkout, without what tools keep beside them. */
export function copySources(target: string, parts: readonly string[] = ["stacks", "providers", "addons"]): void {
  for (const part of parts) {
    const filter = (path: string) => !path.includes("node_modules") && !path.includes(".turbo");
    cpSync(join(root, part), join(target, part), { recursive: true, filter });
  }
}

/** The same for commands, with what a command of this checkout knows of the files: it is by content, and parsing them is most of a command's start. */
export function copySourcesForCommands(target: string, parts?: readonly string[]): void {
  copySources(target, parts);
  const known = join(root, ".cstack", "sources.json");
  if (existsSync(known)) cpSync(known, join(target, ".cstack", "sources.json"));
}
