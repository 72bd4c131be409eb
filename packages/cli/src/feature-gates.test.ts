import { expect, test } from "vitest";
import { parseFeatureGates } from "./feature-gates.ts";

test("gates are read as Kubernetes components write them", () => {
  expect(parseFeatureGates(undefined)).toEqual({});
  expect(parseFeatureGates("MachinePool=false, RuntimeSDK=true,")).toEqual({ MachinePool: false, RuntimeSDK: true });
});

test.each(["MachinePool", "MachinePool=maybe", "=true", "Unknown=true", "toString=true"])("%s is refused", (text) => {
  expect(() => parseFeatureGates(text)).toThrow(/feature gate/i);
});
