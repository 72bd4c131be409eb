import { expect, test } from "vitest";
import { classInput, poolClass, workerClass } from "../testing/class-fixture.ts";
import { findings } from "../testing/findings.ts";
import { classNameRules } from "./names.ts";

test("a machine deployment class and a machine pool class may share a name", () => {
  const workers = { machineDeployments: [workerClass({ class: "a" })], machinePools: [poolClass({ class: "a" })] };
  expect(findings(classNameRules, classInput({ workers }))).toEqual([]);
});

test("a name that repeats is reported at its later places", () => {
  const workers = {
    machineDeployments: ["a", "b", "a", "a"].map((name) => workerClass({ class: name })),
    machinePools: ["a", "a"].map((name) => poolClass({ class: name })),
  };
  expect(findings(classNameRules, classInput({ workers }))).toEqual([
    "CC-05 spec.workers.machineDeployments[2].class",
    "CC-05 spec.workers.machineDeployments[3].class",
    "CC-06 spec.workers.machinePools[1].class",
  ]);
});
