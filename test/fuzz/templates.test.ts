import fc from "fast-check";
import { expect } from "vitest";
import { type FunctionSet, type GoValue, parseTemplate, TemplateError } from "../../packages/gotemplate/src/index.ts";
import { enabledIf, valueTemplate } from "../differential/generate/template-text.ts";
import { generatedTemplate } from "../differential/template.generator.ts";
import { fuzz } from "./fuzz.ts";
import { mangledText, oddJson, oddText } from "./mangled.ts";

const data = fc.oneof(
  generatedTemplate.map((generated) => JSON.parse(JSON.stringify(generated.data)) as unknown),
  oddJson,
  fc.record({ flavor: oddJson, count: oddJson, settings: oddJson, builtin: oddJson }),
);
const wholeTemplate = fc.oneof(
  generatedTemplate.map(({ template }) => template),
  valueTemplate,
  enabledIf,
);
const functionSets: FunctionSet[] = ["hermetic", "operator", "none"];

/** Templates may fail in one way only. */
function render({ text, value, functions }: { text: string; value: unknown; functions: FunctionSet }): void {
  try {
    expect(typeof parseTemplate("tpl", text, { functions }).execute(value as GoValue)).toBe("string");
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
  }
}

fuzz({
  name: "rendering damaged templates",
  share: 26,
  cases: fc.record({
    text: fc.oneof({ weight: 3, arbitrary: mangledText(wholeTemplate) }, { weight: 1, arbitrary: oddText.map((text) => `{{ ${text} }}`) }),
    value: data,
    functions: fc.constantFrom(...functionSets),
  }),
  run: render,
});

fuzz({
  name: "rendering templates with data they are not made for",
  share: 18,
  cases: fc.record({ text: wholeTemplate, value: data, functions: fc.constant<FunctionSet>("hermetic") }),
  run: render,
});
