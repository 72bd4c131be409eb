import type { CatalogIndex } from "../../src/catalog-data.ts";
import { routeText, type UnitVersion } from "../../src/share/route.ts";
import { useSay } from "../i18n/messages.ts";

/** Goes to the comparison with another unit or version. */
export function CompareChooser({ left, right, index }: { left: UnitVersion; right?: UnitVersion | undefined; index: CatalogIndex }) {
  const say = useSay();
  const all = index.units.flatMap(({ unit, documents }) => Object.keys(documents).map((version) => `${unit}/${version}`));
  const choose = (text: string): void => {
    const [unit, version] = text.split("/");
    if (unit !== undefined && version !== undefined) location.hash = routeText({ page: "compare", left, right: { unit, version } });
  };
  return (
    <label class="quiet">
      {say("compareWith")}
      <select
        value={right === undefined ? "" : `${right.unit}/${right.version}`}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        <option value="">{say("choose")}</option>
        {all
          .filter((text) => text !== `${left.unit}/${left.version}`)
          .map((text) => (
            <option key={text} value={text}>
              {text.replace("/", " ")}
            </option>
          ))}
      </select>
    </label>
  );
}
