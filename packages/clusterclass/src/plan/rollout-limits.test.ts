import { expect, test } from "vitest";
import { controlPlaneLimits, machineDeploymentLimits } from "./rollout-limits.ts";

function limits(replicas: number | undefined, strategy?: object) {
  return machineDeploymentLimits({ spec: { ...(replicas === undefined ? {} : { replicas }), rollout: { strategy: { ...strategy } } } });
}

test("a MachineDeployment makes one machine more and takes none away, unless it says otherwise", () => {
  expect(limits(4)).toEqual({ replicas: 4, maxSurge: 1, maxUnavailable: 0, manual: false });
  expect(limits(4, { rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } })).toMatchObject({ maxSurge: 0, maxUnavailable: 2 });
});

test("percentages are of the replicas: surge is rounded up, unavailable down", () => {
  expect(limits(5, { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } })).toMatchObject({ maxSurge: 2, maxUnavailable: 1 });
  expect(limits(undefined, { rollingUpdate: { maxSurge: "25%" } })).toMatchObject({ replicas: null, maxSurge: null });
});

test("both at 0 would never end, so one machine may be away", () => {
  expect(limits(3, { rollingUpdate: { maxSurge: 0, maxUnavailable: "10%" } })).toMatchObject({ maxSurge: 0, maxUnavailable: 1 });
});

test("OnDelete waits for people", () => {
  expect(limits(3, { type: "OnDelete" })).toMatchObject({ manual: true });
});

test("a control plane makes one machine more, or takes one away where it may not", () => {
  expect(controlPlaneLimits({ spec: { replicas: 3 } })).toEqual({ replicas: 3, maxSurge: 1, maxUnavailable: 0, manual: false });
  const strategy = { rollingUpdate: { maxSurge: 0 } };
  expect(controlPlaneLimits({ spec: { replicas: 3, rollout: { strategy } } })).toMatchObject({ maxSurge: 0, maxUnavailable: 1 });
});
