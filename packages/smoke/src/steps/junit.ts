import type { RunReport, StepRecord } from "./step.ts";

/** A report in the XML that CI systems read: one suite, one case a step. What remains unknown counts as skipped, since the format knows no third. */
export function junitReport(report: RunReport): string {
  const { subject, lane, steps, seconds } = report;
  const count = (...statuses: string[]): number => steps.filter(({ status }) => statuses.includes(status)).length;
  const numbers = { tests: steps.length, failures: count("failed"), skipped: count("skipped", "unknown"), time: seconds };
  const head = attributes({ name: `${lane}: ${subject}`, ...numbers });
  const cases = steps.map((step) => testCase(step, `${lane}.${subject}`, report.diagnosis));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(numbers)}>`,
    `<testsuite${head}>`,
    ...cases,
    "</testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase({ title, status, seconds, detail = "" }: StepRecord, classname: string, diagnosis = ""): string {
  const open = `<testcase${attributes({ classname, name: title, time: seconds })}`;
  if (status === "passed") return `${open}/>`;
  if (status === "failed") return `${open}><failure${attributes({ message: diagnosis })}>${escaped(detail)}</failure></testcase>`;
  return `${open}><skipped${attributes({ message: status === "unknown" ? `unknown: ${detail}` : detail })}/></testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;" };

/** Text for XML 1.0, which has no place for control characters at all. */
function escaped(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "").replace(/[&<>"\n]/g, (character) => entities[character]!);
}
