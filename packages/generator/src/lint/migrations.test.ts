import { expect, it } from "vitest";
import { parseRepository } from "../load/parse-repository.ts";
import { treeWith } from "../testing/small-tree.ts";
import { migrationProblems } from "./migrations.ts";

const head = `
id: metal-old
title: Old metal
docs: What metal was before.
source: test
provider: metal
from: {stack: old, minors: ["1.34"]}
`;

function problems(text: string): string[] {
  const { repository, diagnostics } = parseRepository({ files: treeWith({ "stacks/tiny/migrations/metal-old.yaml": `${head}${text}` }) });
  expect(diagnostics).toEqual([]);
  return migrationProblems(repository, "tiny").map(({ line, message }) => `${line}: ${message}`);
}

it("accepts a migration whose targets the units have", () => {
  expect(problems("defaults: {machine_size: big}\nmoves: [{from: [machine_size], to: machineSize}]\n")).toEqual([]);
});

it("names the nearest variable where a target does not exist, and the units without it", () => {
  expect(problems("moves: [{from: [machine_size], to: machineSizes}]\n")).toEqual([
    '8: Unknown variable "machineSizes". Known: machineSize. It is missing in metal-tiny-1-35, metal-tiny-1-36.',
  ]);
});

it("refuses two values for one variable", () => {
  const text =
    "moves: [{from: [machine_size], to: machineSize}]\nconstants:\n  - {variable: machineSize, value: big, reason: It was big.}\n";
  expect(problems(text)).toEqual(['10: The variable "machineSize" gets two values.']);
});

it("refuses templates that read other variables than they name, or cannot be read", () => {
  const move = (template: string) => `moves:\n  - from: [machine_size]\n    to: machineSize\n    template: '${template}'\n`;
  expect(problems(move("{{ .colour }}"))).toEqual([
    '11: The template reads "colour", which "from" does not name.',
    '11: The template does not read "machine_size".',
  ]);
  expect(problems(move("{{ if .machine_size }}"))[0]).toContain("The template cannot be read");
});

it("refuses facts about variables that nothing uses, and what is moved and removed", () => {
  const text =
    "defaults: {colour: red}\nmoves: [{from: [machine_size], to: machineSize}]\nremoved: [{name: machine_size, reason: It is gone now.}]\n";
  expect(problems(text)).toEqual(['10: The variable "machine_size" is moved and removed.', '8: Nothing uses the default of "colour".']);
});

it("refuses a provider that the stack does not have", () => {
  const { repository } = parseRepository({
    files: treeWith({ "stacks/tiny/migrations/metal-old.yaml": head.replace("provider: metal", "provider: wood") }),
  });
  expect(migrationProblems(repository, "tiny").map(({ message }) => message)).toEqual(['The stack has no unit on the provider "wood".']);
});
