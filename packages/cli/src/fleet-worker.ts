import { parentPort, workerData } from "node:worker_threads";
import { type FleetPlan, FleetPlanner } from "./fleet/fleet-planner.ts";
import type { FleetShare } from "./fleet/planning-pool.ts";

const planner = new FleetPlanner(workerData as FleetPlan);
parentPort?.on("message", ({ classes, jobs }: FleetShare) => {
  for (const [id, input] of classes) planner.learn(id, input);
  parentPort?.postMessage(jobs.map((job) => [job.id, planner.answer(job)]));
});
