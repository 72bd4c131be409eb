import {
  type EvaluationInput,
  type FeatureGates,
  type JudgeChanges,
  judgeChange,
  type KubernetesObject,
  type ProviderFacts,
} from "@cstack/clusterclass";
import { type FleetVerdict, fleetVerdict, unplanned } from "@cstack/release";

/** What all Clusters of a fleet are planned with; plain data, so that it can be sent to a thread. */
export interface FleetPlan {
  after: EvaluationInput;
  version: string | undefined;
  featureGates: Partial<FeatureGates>;
  /** What the provider lets change. */
  facts: Pick<ProviderFacts, "mutability" | "schemas">;
}

/** A Cluster to be planned, by the id of its class. */
export interface FleetJob {
  id: number;
  classId: string;
  cluster: KubernetesObject;
  version: string;
}

/** Plans Clusters one after the other, with the classes that it was given. */
export class FleetPlanner {
  readonly #plan: FleetPlan;
  readonly #classes = new Map<string, EvaluationInput>();
  readonly #judge: JudgeChanges;

  constructor(plan: FleetPlan) {
    this.#plan = plan;
    this.#judge = (changes, states) => judgeChange(changes, plan.facts, states);
  }

  learn(id: string, input: EvaluationInput): void {
    this.#classes.set(id, input);
  }

  /** A defect of the engine ends the answer for one Cluster, not for the thousands after it. */
  answer({ classId, cluster, version }: FleetJob): FleetVerdict {
    const { after, featureGates, version: next } = this.#plan;
    try {
      const move = next === undefined ? undefined : { old: version, new: next };
      return fleetVerdict(cluster, this.#classes.get(classId)!, after, move, { featureGates, judge: this.#judge });
    } catch (error) {
      return unplanned("unknown", `it cannot be planned: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
