import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultLimits, type GoValue, parseTemplate, TemplateError, toWellFormedText } from "../../packages/gotemplate/src/index.ts";
import { gapReport, yamlGaps } from "./known-gaps.ts";
import { askTemplates, oracleProgram, seed, skipReason, type TemplateAnswer } from "./oracle.ts";
import { type GeneratedTemplate, generatedTemplate } from "./template.generator.ts";
import { compareReading } from "./yaml-reading.ts";

const count = Number(process.env["CSTACK_CASES"] ?? 5000);

/** What came of a template: its text, or the error. */
interface Outcome {
  readonly out?: string;
  readonly error?: string;
  /** The error is a limit of ours. */
  readonly isLimit?: boolean;
  /** The text of ours with the bytes that are not UTF-8. */
  readonly raw?: string;
}

if (!oracleProgram) {
  console.warn(`SKIPPED differential, templates: ${skipReason}`);
  test.skip(`templates against the oracle: ${skipReason}`);
}

test.runIf(oracleProgram)(`templates render as in Go, or fail as in Go (${count} templates, seed ${seed})`, async () => {
  const cases = fc.sample(generatedTemplate, { numRuns: count, seed });
  const answers = await askTemplates(cases.map(({ template, data }, index) => ({ id: String(index), template, data })));
  let beyondLimits = 0;
  const read: RenderedText[] = [];
  const differences = cases.flatMap((generated, index) => {
    const ours = render(generated);
    const answer = answers[index]!;
    const theirs = outcomeOf(answer);
    if (ours.out === theirs.out) {
      if (ours.raw !== undefined) read.push({ text: ours.raw, answer });
      return [];
    }
    // Go writes texts of any length; ours says where it stops.
    if (ours.isLimit === true && (theirs.out?.length ?? 0) > defaultLimits.outputCharacters) {
      beyondLimits += 1;
      return [];
    }
    return [{ template: generated.template, data: JSON.stringify(generated.data), ours: shortened(ours), theirs: shortened(theirs) }];
  });
  const failed = answers.filter(({ out }) => out === undefined).length;
  console.info(`${count - failed} templates with a text, ${failed} with an error, ${beyondLimits} longer than the limit of texts`);
  expect(failed, "most templates fail: the comparison shows little").toBeLessThan(count * 0.75);
  expect(differences.slice(0, 10), `${differences.length} of ${count} differ; repeat with CSTACK_SEED=${seed}`).toEqual([]);
  expect(misread(read), `texts that are read in another way; repeat with CSTACK_SEED=${seed}`).toEqual([]);
});

/** A rendered text, with a lone surrogate for each byte that is not UTF-8, and what the oracle made of it. */
interface RenderedText {
  text: string;
  answer: TemplateAnswer;
}

/** The texts that both sides rendered alike but do not read alike as YAML. */
function misread(rendered: readonly RenderedText[]): object[] {
  const compared = rendered.filter(({ text }) => !yamlGaps.some((gap) => gap.matches(text)));
  for (const line of gapReport(
    yamlGaps,
    rendered.map(({ text }) => text),
  ))
    console.info(line);
  const readings = compared.map(({ text, answer }) => ({ text, reading: compareReading(text, answer) }));
  const undecided = readings.filter(({ reading }) => reading === "undecided").length;
  console.info(`${readings.length} texts read as YAML, ${undecided} of them undecided`);
  return readings.filter(({ reading }) => typeof reading === "object").map(({ text, reading }) => ({ text: text.slice(0, 500), reading }));
}

function render({ template, data }: GeneratedTemplate): Outcome {
  const parsedData = JSON.parse(JSON.stringify(data)) as GoValue;
  try {
    const raw = parseTemplate("tpl", template, { functions: "hermetic" }).execute(parsedData, { invalidBytes: "keep" });
    return { out: toWellFormedText(raw), raw };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message, isLimit: error.code === "output-limit" };
    return { out: `crashed: ${error}` };
  }
}

/** Enough to see what differs: a comparison of megabytes takes longer than a lane has. */
function shortened({ out, error }: Outcome): Outcome {
  return out === undefined ? { error: error ?? "" } : { out: out.slice(0, 500) };
}

/** An error with a text comes from reading the text as YAML, which is compared for itself. */
function outcomeOf({ out, error }: TemplateAnswer): Outcome {
  return out === undefined ? { error: error ?? "no error" } : { out };
}
