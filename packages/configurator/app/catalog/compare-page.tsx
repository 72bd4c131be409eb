import { useState } from "preact/hooks";
import { type ComparedRow, compareUnits } from "../../src/catalog/compare-units.ts";
import type { CatalogIndex, UnitData } from "../../src/catalog-data.ts";
import { routeText, type UnitVersion } from "../../src/share/route.ts";
import { useSay } from "../i18n/messages.ts";
import { fetchIndex, fetchUnit, useLoaded } from "../load.ts";
import { LoadedPart } from "../loaded-part.tsx";
import { CompareChooser } from "./compare-chooser.tsx";

interface Sides {
  index: CatalogIndex;
  left: UnitData;
  right: UnitData | undefined;
}

/** Two units or versions side by side. */
export function ComparePage({ left, right }: { left: UnitVersion; right: UnitVersion | undefined }) {
  const loaded = useLoaded(routeText({ page: "compare", left, right }), async (): Promise<Sides> => {
    const [index, one, other] = await Promise.all([fetchIndex(), fetchUnit(left), right === undefined ? undefined : fetchUnit(right)]);
    return { index, left: one, right: other };
  });
  return <LoadedPart of={loaded}>{(sides) => <Comparison {...sides} />}</LoadedPart>;
}

const parts = ["contents", "addons", "features", "variables", "images"] as const;

function Comparison({ index, left, right }: Sides) {
  const say = useSay();
  const [onlyDifferences, setOnly] = useState(true);
  const rows = right === undefined ? [] : compareUnits(left, right).filter((row) => !onlyDifferences || row.left !== row.right);
  return (
    <article class="unit">
      <h1>{say("compare")}</h1>
      <div class="row">
        <strong>
          {left.unit} {left.version}
        </strong>
        <CompareChooser left={left} right={right} index={index} />
        <label class="tick">
          <input type="checkbox" checked={onlyDifferences} onChange={({ currentTarget }) => setOnly(currentTarget.checked)} />
          {say("onlyDifferences")}
        </label>
      </div>
      {right === undefined ? <p class="note">{say("chooseOther")}</p> : <ComparedTable rows={rows} left={left} right={right} />}
    </article>
  );
}

function ComparedTable({ rows, left, right }: { rows: readonly ComparedRow[]; left: UnitData; right: UnitData }) {
  const say = useSay();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
    <div class="table" tabIndex={0}>
      <table class="compared">
        <thead>
          <tr>
            <td />
            <th scope="col">{`${left.unit} ${left.version}`}</th>
            <th scope="col">{`${right.unit} ${right.version}`}</th>
          </tr>
        </thead>
        {parts.map((part) => (
          <tbody key={part}>
            <tr>
              <th scope="rowgroup" colSpan={3}>
                {say(part)}
              </th>
            </tr>
            {rows
              .filter((row) => row.part === part)
              .map((row) => (
                <tr key={row.name} class={row.left === row.right ? "" : "differs"}>
                  <th scope="row">{row.name}</th>
                  <td>{row.left}</td>
                  <td>{row.right}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
