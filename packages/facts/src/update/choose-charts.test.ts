import { expect, test } from "vitest";
import { chooseCharts } from "./choose-charts.ts";

function row(chart: string, minors: [string, ...string[]], range?: string) {
  return { minors, chart, source: "test", ...(range === undefined ? {} : { range }) };
}

test("a chart moves to the newest version below the next major", () => {
  const choices = chooseCharts([row("1.2.0", ["1.36"])], {}, ["1.2.0", "1.3.0", "1.2.9", "2.0.0", "1.4.0-rc.1"]);
  expect(choices).toEqual([
    { to: "1.3.0", held: { version: "2.0.0", reason: "it is outside of ^1.2.0, to which updates keep by themselves" } },
  ]);
});

test("a leading v stays as the repository writes it", () => {
  expect(chooseCharts([row("v0.33.0", ["1.36"])], {}, ["v0.33.0", "v0.33.2"])).toEqual([{ to: "v0.33.2" }]);
});

test("a range of the row decides where it has one", () => {
  const [choice] = chooseCharts([row("1.2.0", ["1.36"], ">=1.2.0 <3.0.0")], {}, ["1.3.0", "2.5.0", "3.0.0"]);
  expect(choice).toEqual({ to: "2.5.0", held: { version: "3.0.0", reason: "it is outside of >=1.2.0 <3.0.0" } });
});

test("nothing newer is nothing to do, and what is older is never chosen", () => {
  expect(chooseCharts([row("1.2.0", ["1.36"])], {}, ["1.2.0", "1.1.9"])).toEqual([{}]);
});

test("an addon that is upgraded minor by minor gets patches only, unless a range says more, and then skips no minor", () => {
  const rules = { steps: "minor" } as const;
  const available = ["1.19.6", "1.19.8", "1.20.2", "1.21.0"];
  expect(chooseCharts([row("1.19.6", ["1.35"])], rules, available)[0]?.to).toBe("1.19.8");
  expect(chooseCharts([row("1.19.6", ["1.35"], "1.x")], rules, available)).toEqual([
    { to: "1.20.2", held: { version: "1.21.0", reason: "upgrades go minor by minor, and from 1.19.6 it skips 1.20" } },
  ]);
});

test("no row gets further than one minor from that of the Kubernetes minor before", () => {
  const rows = [row("1.19.6", ["1.35"]), row("1.20.2", ["1.36"], "1.x")];
  const [, second] = chooseCharts(rows, { steps: "minor" }, ["1.19.6", "1.20.2", "1.20.4", "1.21.0"]);
  expect(second).toEqual({
    to: "1.20.4",
    held: { version: "1.21.0", reason: "Clusters of the minor before come minor by minor, and from 1.19.6 it skips 1.20" },
  });
});

test("a chart that follows Kubernetes is never newer than the oldest minor of its row", () => {
  const rules = { follows: "kubernetes" } as const;
  const available = ["2.35.0", "2.36.0", "2.36.1", "2.37.0"];
  expect(chooseCharts([row("2.36.0", ["1.36", "1.37"])], rules, available)).toEqual([
    {
      to: "2.36.1",
      held: {
        version: "2.37.0",
        reason: "it is made for Kubernetes 1.37, and the row is also for 1.36: give the newer minor a row of its own",
      },
    },
  ]);
  expect(chooseCharts([row("2.36.0", ["1.37"])], rules, available)).toEqual([{ to: "2.37.0" }]);
});

test("what another row has already is not told again", () => {
  const rows = [row("1.19.6", ["1.35"]), row("1.20.2", ["1.36"])];
  expect(chooseCharts(rows, { steps: "minor" }, ["1.19.6", "1.19.7", "1.20.2"])).toEqual([{ to: "1.19.7" }, {}]);
});
