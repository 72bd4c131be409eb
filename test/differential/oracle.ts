import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** One finding as the oracle prints it; layer and field are missing where it has none. */
export interface OracleProblem {
  stage: string;
  layer?: string;
  field?: string;
  message: string;
}

/** One case: documents as YAML text (JSON is YAML). */
export interface OracleCase {
  id: string;
  yaml: string;
}

export interface PlanAnswer {
  id: string;
  errors: OracleProblem[];
  warnings?: string[];
  /** Defaulted values of the Cluster; null where it was refused. */
  variables?: Record<string, unknown> | null;
  /** Values in effect at the places that have some of their own. */
  overrides?: Record<string, unknown>;
  /** What was planned, where nothing was refused. */
  objects?: { role: string; object: unknown }[];
}

export interface CompatAnswer {
  id: string;
  errors: OracleProblem[];
  update: OracleProblem[];
  rebase: OracleProblem[];
}

/** The oracle's program; undefined if this machine has none. */
export const oracleProgram = process.env["CSTACK_ORACLE"];

/** Why the lane is skipped without an oracle, and how to get one. */
export const skipReason = "CSTACK_ORACLE does not name the program of the oracle; build it and set the variable to its path";

// A reporter that shows no names of skipped tests would hide the reason.
if (!oracleProgram) console.warn(`SKIPPED comparison with Cluster API: ${skipReason}`);

/** How many generated cases a run compares, and the seed they come from; both can be set to repeat a run. */
export const caseCount = Number(process.env["CSTACK_CASES"] ?? 2000);
export const seed = Number(process.env["CSTACK_SEED"] ?? Date.now() % 2 ** 31);

/** Answers of `plan-oracle batch`, in the order of the cases. */
export function askPlan(cases: OracleCase[], flags: string[] = []): Promise<PlanAnswer[]> {
  return ask([...flags, "batch"], cases);
}

/** Answers of `plan-oracle compat batch`, in the order of the cases. */
export function askCompat(cases: OracleCase[]): Promise<CompatAnswer[]> {
  return ask(["compat", "batch"], cases);
}

/** A template text with its data; a text without actions shows how its result is read as YAML. */
export interface TemplateCase {
  id: string;
  template: string;
  data: unknown;
}

export interface TemplateAnswer {
  id: string;
  /** The rendered text. */
  out?: string;
  /** The text read as YAML. */
  value?: unknown;
  error?: string;
}

/** Answers of `plan-oracle template`, in the order of the cases. */
export function askTemplates(cases: TemplateCase[]): Promise<TemplateAnswer[]> {
  return ask(["template"], cases);
}

/**
 * Several documents as one YAML text. The last line ends, too: Kubernetes' reader of documents loses one that does not and is exactly as long as its
 * buffer (apimachinery v0.36, pkg/util/yaml/decoder.go, LineReader: 4096 bytes).
 */
export function documents(...objects: unknown[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join("---\n");
}

async function ask<Answer>(args: string[], cases: readonly object[]): Promise<Answer[]> {
  if (!oracleProgram) throw new Error(skipReason);
  const child = spawn(oracleProgram, args, { stdio: ["pipe", "pipe", "inherit"] });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  child.stdin.end(cases.map((oracleCase) => `${JSON.stringify(oracleCase)}\n`).join(""));
  const answers: Answer[] = [];
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line) as Answer);
  const code = await closed;
  if (code !== 0 || answers.length !== cases.length)
    throw new Error(`the oracle answered ${answers.length} of ${cases.length} cases and exited with ${code}`);
  return answers;
}
