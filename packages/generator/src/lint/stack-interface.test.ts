import { expect, it } from "vitest";
import { parseRepository } from "../load/parse-repository.ts";
import { treeWith } from "../testing/small-tree.ts";
import { interfaceProblems } from "./stack-interface.ts";

function problems(stack: string): string[] {
  const { repository } = parseRepository({ files: treeWith({ "stacks/tiny/stack.yaml": stack }) });
  return interfaceProblems(repository, "tiny").map(({ code, message }) => `${code} ${message}`);
}

const stack = 'id: tiny\ntitle: Tiny stack\nkubernetes: ["1.35", "1.36"]\nproviders:\n  metal: {addons: []}\n';

it("accepts variables that all units have alike", () => {
  expect(problems(`${stack}interface: [machineSize]\n`)).toEqual([]);
});

it("names the units that lack a variable of the interface", () => {
  expect(problems(`${stack}interface: [machineColour]\n`)).toEqual([
    'CS2007 The interface variable "machineColour" is missing in metal-tiny-1-35, metal-tiny-1-36.',
  ]);
});
