import { readTarGzFiles } from "@cstack/bundle";
import { unitsOfEverything } from "@cstack/generator";
import { describe, expect, it } from "vitest";
import { bundleOf, checkout } from "../support/repository.ts";

describe("a bundle with archives of charts", () => {
  const unit = unitsOfEverything(checkout()).at(-1)!;
  const published = unit.addons.filter(({ addon }) => addon.data.chart.repository !== undefined);
  const archive = (id: string) => Buffer.from(`archive of ${id}`);
  const bundle = bundleOf(unit, { vendored: new Map(published.map(({ addon }) => [addon.data.id, archive(addon.data.id)])) });
  const wrappers = readTarGzFiles(bundle.files.get(`${unit.id}-cluster-addon-v1.tgz`) as Uint8Array);

  it("has each where it is looked for: below its wrapper chart, or beside the others where the operator does not deliver it", () => {
    for (const { addon, version } of published) {
      const { id, chart, deliveries, runsIn } = addon.data;
      const name = `charts/${chart.name}-${version.chart}.tgz`;
      const byOperator = runsIn === "workload" && deliveries.includes("operator");
      expect(Buffer.from(wrappers.get(`${id}/${name}`) ?? []).toString(), id).toBe(byOperator ? `archive of ${id}` : "");
      expect(bundle.files.has(name), id).toBe(!byOperator);
    }
  });

  it("is otherwise the bundle without them", () => {
    const plain = bundleOf(unit);
    expect(bundle.contentHash).toBe(plain.contentHash);
    const changed = [...bundle.checksums]
      .filter(([name, sum]) => plain.checksums.get(name) !== sum)
      .map(([name]) => name)
      .sort();
    expect(changed.filter((name) => !name.startsWith("charts/"))).toEqual(
      ["README.md", "SHA256SUMS", `${unit.id}-cluster-addon-v1.tgz`].sort(),
    );
  });
});
