import fc from "fast-check";
import { expect, test } from "vitest";
import type { FieldError, Unknown } from "../../packages/clusterclass/src/api/errors.ts";
import type { JsonObject } from "../../packages/clusterclass/src/api/json.ts";
import { validateVariableDefinitions, validateVariables } from "../../packages/clusterclass/src/variables/index.ts";
import { askPlan, caseCount, documents, type OracleProblem, oracleProgram, seed, skipReason } from "./oracle.ts";
import { templates, type VariablesCase, variablesCase } from "./variables/cases.ts";
import { ruleCases } from "./variables/rule-cases.ts";

/** What the oracle answers beside errors. */
interface PlanAnswer {
  errors: OracleProblem[];
  variables: JsonObject | null;
  overrides?: Record<string, JsonObject>;
}

/** What both sides are compared by. */
interface Verdict {
  outcome: "class" | "cluster" | "valid";
  fields: string[];
  variables: unknown;
  overrides: unknown;
}

interface OwnVerdict extends Verdict {
  unknown: Unknown[];
}

if (!oracleProgram) test.skip(`variables against the oracle: ${skipReason}`);

test.runIf(oracleProgram)(
  `definitions and values of variables fare as with Cluster API (${caseCount} cases, seed ${seed})`,
  async () => {
    const cases = fc.sample(variablesCase, { numRuns: caseCount, seed });
    const answers = (await askPlan(cases.map((each, i) => ({ id: String(i), yaml: yamlOf(each) })))) as unknown as PlanAnswer[];
    const counts = new Map<string, number>();
    const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
    const differences = cases.flatMap((each, i) => {
      const answer = answers[i] as PlanAnswer;
      const theirs = verdictOfOracle(answer);
      if (theirs === undefined) {
        count("refused for another reason");
        return [];
      }
      const ours = verdictOfEngine(each);
      if (ours.unknown.length > 0) count("unknown");
      count(theirs.outcome);
      return agrees(ours, theirs)
        ? []
        : [{ case: i, ours, theirs, messages: answer.errors.map(({ field, message }) => `${field}: ${message}`), yaml: yamlOf(each) }];
    });
    console.info(`outcomes: ${[...counts].map(([what, n]) => `${what} ${n}`).join(", ")}`);
    expect(differences.slice(0, 5), `${differences.length} of ${cases.length} differ`).toEqual([]);
  },
  900_000,
);

test.runIf(oracleProgram)(
  "every function of CEL answers as with Cluster API",
  async () => {
    const cases = ruleCases();
    const answers = (await askPlan(cases.map(({ each }, i) => ({ id: String(i), yaml: yamlOf(each) })))) as unknown as PlanAnswer[];
    const unknown: string[] = [];
    const differences = cases.flatMap(({ each, rule, value }, i) => {
      const [ours, theirs] = [verdictOfEngine(each), verdictOfOracle(answers[i]!)];
      unknown.push(...ours.unknown.map(({ message }) => message));
      return theirs !== undefined && agrees(ours, theirs) ? [] : [{ rule, value, ours, theirs, messages: answers[i]!.errors }];
    });
    console.info(`${cases.length} rules on values; unknown: ${unknown.length} ${JSON.stringify([...new Set(unknown)])}`);
    expect(differences.slice(0, 5), `${differences.length} of ${cases.length} differ`).toEqual([]);
  },
  900_000,
);

function yamlOf({ clusterClass, cluster, oldCluster }: VariablesCase): string {
  return documents(clusterClass, ...templates, ...(oldCluster === undefined ? [] : [oldCluster]), cluster);
}

/** With an older Cluster the oracle admits that one first, and validates the newer one without it and then with it. */
function verdictOfEngine({ clusterClass, cluster, oldCluster }: VariablesCase): OwnVerdict {
  const definitions = validateVariableDefinitions(clusterClass);
  if (definitions.errors.length > 0 || definitions.unknown.length > 0) return refused("class", definitions.errors, definitions.unknown);
  const unknown: Unknown[] = [];
  const admissions = oldCluster === undefined ? [[cluster]] : [[oldCluster], [cluster], [cluster, oldCluster]];
  for (const [admitted, previous] of admissions) {
    const result = validateVariables(clusterClass, admitted!, previous && withDefaults(clusterClass, previous));
    unknown.push(...result.unknown);
    if (result.errors.length > 0) return refused("cluster", result.errors, unknown);
    if (admitted === cluster && (oldCluster === undefined || previous !== undefined)) {
      return { outcome: "valid", fields: [], variables: result.variables, overrides: result.overrides, unknown };
    }
  }
  throw new Error("a case without Clusters");
}

/** The older Cluster as it was stored: with its defaults. */
function withDefaults(clusterClass: VariablesCase["clusterClass"], cluster: VariablesCase["cluster"]): VariablesCase["cluster"] {
  const { variables, overrides } = validateVariables(clusterClass, cluster);
  const stored = structuredClone(cluster) as unknown as { spec: { topology: StoredTopology } };
  const list = (values: JsonObject | undefined) => Object.entries(values ?? {}).map(([name, value]) => ({ name, value }));
  const { topology } = stored.spec;
  topology.variables = list(variables);
  if (topology.controlPlane.variables) topology.controlPlane.variables.overrides = list(overrides["controlPlane"]);
  for (const worker of topology.workers.machineDeployments)
    if (worker.variables) worker.variables.overrides = list(overrides[`machineDeployment/${worker.name}`]);
  for (const worker of topology.workers.machinePools)
    if (worker.variables) worker.variables.overrides = list(overrides[`machinePool/${worker.name}`]);
  return stored as unknown as VariablesCase["cluster"];
}

interface Overriding {
  name: string;
  variables?: { overrides: JsonObject[] };
}

interface StoredTopology {
  variables: JsonObject[];
  controlPlane: Overriding;
  workers: { machineDeployments: Overriding[]; machinePools: Overriding[] };
}

function refused(outcome: "class" | "cluster", errors: FieldError[], unknown: Unknown[]): OwnVerdict {
  return { outcome, fields: fieldsOf(errors), variables: undefined, overrides: undefined, unknown };
}

/** Undefined if the answer is about something else than variables. */
function verdictOfOracle({ errors, variables, overrides }: PlanAnswer): Verdict | undefined {
  const [first] = errors;
  if (first === undefined || first.stage === "patch")
    return { outcome: "valid", fields: [], variables: variables ?? {}, overrides: overrides ?? {} };
  const outcome = first.layer === "webhook" && first.stage === "class" ? "class" : "cluster";
  if (outcome === "cluster" && first.layer?.endsWith("defaulting webhook") !== true) return undefined;
  return { outcome, fields: fieldsOf(errors), variables: undefined, overrides: undefined };
}

function fieldsOf(errors: { field?: string }[]): string[] {
  return [...new Set(errors.map(({ field }) => field ?? ""))].sort();
}

/** Equal verdicts; what is unknown may only hide errors, never invent them. */
function agrees(ours: OwnVerdict, theirs: Verdict): boolean {
  const { unknown, ...verdict } = ours;
  if (unknown.length === 0) return JSON.stringify(sorted(verdict)) === JSON.stringify(sorted(theirs));
  return ours.fields.every((field) => theirs.fields.includes(field));
}

/** The same value with sorted keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
