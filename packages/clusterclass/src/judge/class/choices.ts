import type { Json } from "../../api/json.ts";
import { readSchema } from "../../schema/index.ts";
import { finding, type JudgementFinding } from "../finding.ts";
import type { ClassModel } from "./class-model.ts";
import { patchReads } from "./reads.ts";
import type { TemplateCall } from "./template-calls.ts";
import { acceptedValue } from "./value-check.ts";

/**
 * Texts that choose what happens and accept other words than those that templates know (CC-J13): a typo then chooses nothing. A text that is
 * itself written somewhere is no choice, unless a condition of a patch asks for equality with it.
 */
export function judgeChoices(model: ClassModel): JudgementFinding[] {
  return (model.spec.variables ?? []).flatMap(({ name, schema: { openAPIV3Schema } }, index) => {
    const schema = readSchema(openAPIV3Schema);
    if (schema.type !== "string" || schema.enum !== undefined) return [];
    const words = chosenWords(model, name);
    const typo = words.map((word) => `${word}-typo`).find((text) => accepts(openAPIV3Schema, text));
    if (typo === undefined) return [];
    const known = words.map((word) => JSON.stringify(word)).join(", ");
    const message = `${name} is compared with ${known} and takes any other text, such as ${JSON.stringify(typo)}`;
    return [finding("CC-J13", `spec.variables[${index}].schema.openAPIV3Schema`, message)];
  });
}

function accepts(openAPIV3Schema: Json & object, text: string): boolean {
  return acceptedValue(openAPIV3Schema, text) !== undefined;
}

function chosenWords({ templates, patches }: ClassModel, name: string): string[] {
  const uses = templates.flatMap(({ calls, field }) => calls.map((call) => ({ call, inCondition: field.endsWith("enabledIf") })));
  const comparisons = uses.filter(({ call }) => (call.function === "eq" || call.function === "ne") && reads(call, name));
  const allReads = patches.flatMap(patchReads).filter(([variable]) => variable === name);
  const isWritten = allReads.length > comparisons.length;
  const choosing = comparisons.filter(({ call, inCondition }) => !isWritten || (inCondition && call.function === "eq"));
  return [...new Set(choosing.flatMap(({ call }) => wordsOf(call)))];
}

function wordsOf({ operands }: TemplateCall): string[] {
  return operands.flatMap((operand) => (operand.kind === "text" && operand.text !== "" ? [operand.text] : []));
}

function reads({ operands }: TemplateCall, name: string): boolean {
  return operands.some((operand) => operand.kind === "data" && operand.path.length === 1 && operand.path[0] === name);
}
