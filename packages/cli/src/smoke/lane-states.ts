import { managersOf, type Repository } from "@cstack/generator";
import { findProgram, missingForControlPlane } from "@cstack/smoke";
import { kindWarnings } from "./kind-warnings.ts";
import { kindProblems } from "./lane-programs.ts";

/** A test lane on this machine. */
export interface LaneState {
  lane: string;
  command: string;
  runs: boolean;
  /** What is missing, each with what to do about it. */
  missing: string[];
  /** What keeps it from showing all that it can show, or from showing it at once, each with what to do about it. */
  warnings: string[];
}

/** Whether each lane can run here; those with controllers need to know which controllers, so that a checkout is needed, too. */
export async function laneStates(repository: Repository | undefined): Promise<LaneState[]> {
  const managers = repository === undefined ? [] : managersOf(repository).managers;
  const containers = repository === undefined ? [] : containerManagers(repository);
  const checkout = repository === undefined ? ["this is no checkout of cluster stacks, go into one"] : [];
  const isElsewhere = process.env["CSTACK_KUBECONFIG"] !== undefined;
  const controlPlane = isElsewhere ? [] : missingForControlPlane(managers).map(({ what, how }) => `${what}, ${how}`);
  const [kind, warnings] = await Promise.all([kindProblems(containers), kindWarnings(repository)]);
  return [
    state("offline", "npm test", checkout),
    state("docs", "npm run test:docs", [...checkout, ...missing(["bash", "openssl"])]),
    state("differential", "npm run test:differential", [...checkout, ...oracleProblems()]),
    state("controlplane", "npm run test:controlplane", [...checkout, ...controlPlane]),
    state("registry", "npm run test:registry", [...checkout, ...missing(["docker-registry"])]),
    state("browser", "npm run test:browser", [...checkout, ...missing(["chromium"])]),
    state("operator", "npm run test:operator", [...checkout, ...operatorProblems(), ...controlPlane]),
    { ...state("kind", "npm run test:kind, cstack smoke", [...checkout, ...kind]), warnings },
  ];
}

function missing(programs: readonly string[]): string[] {
  return programs.filter((name) => findProgram(name) === undefined).map((name) => `${name} is not on the path, install it`);
}

function state(lane: string, command: string, missing: string[]): LaneState {
  return { lane, command, runs: missing.length === 0, missing, warnings: [] };
}

/** The managers of those providers whose machines are containers, with what they include. */
function containerManagers(repository: Repository) {
  const providers = [...repository.providers.values()].filter(({ managers }) => managers?.data.containers !== undefined);
  return managersOf(repository, providers).managers;
}

function oracleProblems(): string[] {
  const named = process.env["CSTACK_ORACLE"] !== undefined;
  return named ? [] : ["no program that decides with Cluster API's own code is named, build it and name it in CSTACK_ORACLE"];
}

function operatorProblems(): string[] {
  const named = process.env["CSTACK_OPERATOR"] !== undefined && process.env["CSTACK_OPERATOR_CRDS"] !== undefined;
  const how = "build cluster-stack-operator, name it in CSTACK_OPERATOR and its config/crd/bases in CSTACK_OPERATOR_CRDS";
  return [...(named ? [] : [`the operator is not at hand, ${how}`]), ...missing(["helm"])];
}
