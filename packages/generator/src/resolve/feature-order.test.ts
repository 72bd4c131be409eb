import { expect, it } from "vitest";
import { renderTree } from "../testing/small-tree.ts";

function feature(id: string, more = ""): string {
  return `id: ${id}\ntitle: Feature ${id}\ndocs: What it does.\n${more}patches: []\n`;
}

it("features come by layer and id, and those that are last after those of every layer", () => {
  const { rendered } = renderTree({
    "providers/base/features/a-own-commands.yaml": feature("a-own-commands", "last: true\n"),
    "providers/base/features/b-proxy.yaml": feature("b-proxy"),
    "providers/metal/features/a-disks.yaml": feature("a-disks"),
  });
  const ids = rendered?.unit.features.map(({ data }) => data.id) ?? [];
  const order = ["b-proxy", "a-disks", "a-own-commands"].map((id) => ids.indexOf(id));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order[0]).toBeGreaterThanOrEqual(0);
  expect(ids.at(-1)).toBe("a-own-commands");
});
