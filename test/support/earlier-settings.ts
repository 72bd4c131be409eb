import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EarlierSettingsFile, formatDiagnostic, readYaml, validateSource } from "@cstack/model";
import { root } from "./repository.ts";

/** A table of settings of an earlier product, checked against its schema; findings are thrown. */
export function earlierSettings(path: string): EarlierSettingsFile {
  const { document, diagnostics } = readYaml(path, readFileSync(join(root, path), "utf8"));
  const findings = [...diagnostics, ...(document === undefined ? [] : validateSource(document, "earlier-settings"))];
  if (document === undefined || findings.length > 0) throw new Error(findings.map(formatDiagnostic).join("\n"));
  return document.value as EarlierSettingsFile;
}
