import { describe, expect, test } from "vitest";
import { TemplateError } from "./errors.ts";
import { parseTemplate } from "./function-sets.ts";
import golden from "./testdata/templates.golden.json" with { type: "json" };

/** The text, or the error as Go words it. */
function outcomeOf(template: string): { out: string } | { error: string } {
  try {
    return { out: parseTemplate("tpl", template, { functions: "none" }).execute(golden.data) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message };
    throw error;
  }
}

describe.each(golden.groups)("as in Go: $about", ({ cases }) => {
  test.each(cases)("$template", ({ template, ...expected }) => {
    expect(outcomeOf(template)).toEqual(expected);
  });
});
