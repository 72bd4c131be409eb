import { type Diagnostic, problem, type Result } from "@cstack/model";
import { parents } from "../archive/index.ts";
import { textOf } from "./tree.ts";

interface Rule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
  /** A pattern without a slash looks at the last part of a path only. */
  readonly lastPartOnly: boolean;
}

/** Helm never packs dot files of templates/, whatever .helmignore says. */
const ALWAYS = "templates/.?*";
const MATCHES_NOTHING = /(?!)/;

/**
 * Leaves out the files of a chart that Helm would not pack (Helm v3.14.4, pkg/ignore and pkg/chart/loader): the rules of the chart's
 * .helmignore, which is not git's language: the first rule that matches decides, and a negated rule drops everything it does not match.
 * A pattern that Helm refuses is an error (CS5104).
 * @param file the place of .helmignore, for messages
 */
export function applyHelmIgnore(files: ReadonlyMap<string, Uint8Array>, file: string): Result<Map<string, Uint8Array>> {
  const source = files.get(".helmignore");
  const { rules, diagnostics } = parseRules(source ? textOf(source) : "", file);
  if (diagnostics.length > 0) return { diagnostics };
  const kept = [...files].filter(([path]) => {
    return !isIgnored(rules, path, false) && !parents(path).some((directory) => isIgnored(rules, directory, true));
  });
  return { value: new Map(kept), diagnostics };
}

function parseRules(text: string, file: string): { readonly rules: Rule[]; readonly diagnostics: Diagnostic[] } {
  const rules: Rule[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, line] of [...text.replace(/^\uFEFF/, "").split("\n"), ALWAYS].entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const rule = parseRule(trimmed);
    if (rule) rules.push(rule);
    else
      diagnostics.push(
        problem("CS5104", { file, line: index + 1 }, `Helm refuses the pattern ${trimmed}.`, "It knows *, ? and [a-z], and no **."),
      );
  }
  return { rules, diagnostics };
}

function parseRule(line: string): Rule | undefined {
  const negated = line.startsWith("!");
  const unsigned = negated ? line.slice(1) : line;
  const directoriesOnly = unsigned.endsWith("/");
  const glob = directoriesOnly ? unsigned.slice(0, -1) : unsigned;
  const pattern = globPattern(glob.replace(/^\//, ""));
  return pattern && { pattern, negated, directoriesOnly, lastPartOnly: !glob.includes("/") };
}

function isIgnored(rules: readonly Rule[], path: string, isDirectory: boolean): boolean {
  for (const rule of rules) {
    const matches = rule.pattern.test(rule.lastPartOnly ? path.slice(path.lastIndexOf("/") + 1) : path);
    if (rule.negated) {
      if (!matches || (rule.directoriesOnly && !isDirectory)) return true;
    } else if (matches && (isDirectory || !rule.directoriesOnly)) return true;
  }
  return false;
}

/** A glob of Go's `filepath.Match`: `*` and `?` stop at slashes, `[a-z]`, `[^a]`, and a backslash before a literal. Undefined for others. */
function globPattern(glob: string): RegExp | undefined {
  if (glob.includes("**")) return undefined;
  let isComplete = true;
  const source = glob.replace(/\\(.)|\[(\^?)([^\]]+)\]|./gsu, (token, escaped, negation, characters) => {
    if (escaped !== undefined) return escapeLiteral(escaped);
    if (characters !== undefined) return `[${negation}${characters.replace(/[\\[]/g, "\\$&")}]`;
    if (token === "*") return "[^/]*";
    if (token === "[" || token === "\\") isComplete = false;
    return token === "?" ? "[^/]" : escapeLiteral(token);
  });
  if (!isComplete) return undefined;
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    return MATCHES_NOTHING; // Only a reversed range, `[z-a]`, is left as a cause, and Go lets it match nothing.
  }
}

function escapeLiteral(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
