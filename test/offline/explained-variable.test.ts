import { describe, expect, it } from "vitest";
import { explainedVariable } from "../../packages/cli/src/explained-variable.ts";
import { allUnits } from "../support/repository.ts";

const units = allUnits();

describe("what is known about a variable", () => {
  const text = explainedVariable(units, "nodeCIDR");

  it("stands once for all units in which it is the same", () => {
    expect(text?.match(/^nodeCIDR in .*$/gm)).toEqual([
      `nodeCIDR in ${units
        .filter(({ provider }) => provider.data.id === "openstack")
        .map(({ id }) => id)
        .join(", ")}`,
    ]);
    expect(text).toContain("A change of it: fixed when the cluster is made");
  });

  it("names the patches that read it, and none whose name or variable only begins like it", () => {
    expect(text).toContain("Patches that read it:\n  nodeCIDRSubnet (providers/openstack/features/network.yaml)\n\n");
  });

  it("is told for each provider where it has other values, with the addons that it switches", () => {
    const ofDriver = explainedVariable(units, "csiDriver") ?? "";
    expect(ofDriver.match(/^csiDriver in \w+/gm)).toEqual(["csiDriver in docker", "csiDriver in kubevirt", "csiDriver in openstack"]);
    expect(ofDriver).toContain("kubevirt-csi (addons/kubevirt-csi/addon.yaml)");
  });

  it("is nothing where no unit has it", () => {
    expect(explainedVariable(units, "nodeCidr")).toBeUndefined();
  });
});
