import { expect, it } from "vitest";
import { earlierSettings } from "../support/earlier-settings.ts";
import { allUnits } from "../support/repository.ts";

/** What replaces settings of KaaS v1 must be there: on OpenStack, where KaaS v1 ran. */

const { settings } = earlierSettings("stacks/scs/migrations/settings/kaas-v1.yaml");
const units = allUnits().filter(({ provider, stack }) => provider.data.id === "openstack" && stack.data.id === "scs");

it.each(settings.map((setting) => [[...setting.names, setting.meaning].join(", "), setting] as const))(
  "%s has a replacement that exists, or a reason",
  (_names, setting) => {
    expect(setting.variables ?? setting.addons ?? setting.cluster ?? setting.reason).toBeDefined();
    for (const unit of units) {
      const variables = unit.variables.map(({ name }) => name);
      expect(
        (setting.variables ?? []).filter((name) => !variables.includes(name)),
        unit.id,
      ).toEqual([]);
      const addons = unit.addons.map(({ addon }) => addon.data.id);
      expect(
        (setting.addons ?? []).filter((id) => !addons.includes(id)),
        unit.id,
      ).toEqual([]);
    }
  },
);

it("no setting stands twice", () => {
  const names = settings.flatMap((setting) => setting.names);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
