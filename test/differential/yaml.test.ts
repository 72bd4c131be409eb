import fc from "fast-check";
import { expect, test } from "vitest";
import { yamlText } from "./generate/yaml-text.ts";
import { gapReport, yamlGaps } from "./known-gaps.ts";
import { askTemplates, caseCount, oracleProgram, seed, skipReason } from "./oracle.ts";
import { compareReading } from "./yaml-reading.ts";

if (!oracleProgram) test.skip(`rendered text against the oracle: ${skipReason}`);

test.runIf(oracleProgram)(`rendered text is read as Cluster API reads it (${caseCount} texts, seed ${seed})`, async () => {
  const sampled = fc.sample(yamlText, { numRuns: caseCount, seed });
  const texts = sampled.filter((text) => !yamlGaps.some((gap) => gap.matches(text)));
  for (const line of gapReport(yamlGaps, sampled)) console.info(line);
  const answers = await askTemplates(texts.map((template, index) => ({ id: String(index), template, data: {} })));
  const readings = texts.map((text, index) => ({ text, reading: compareReading(text, answers[index]!) }));
  console.info(
    `${readings.filter(({ reading }) => reading === "undecided").length} texts undecided (large integers, keys that become equal, what stands behind a value)`,
  );
  const differences = readings.filter(({ reading }) => typeof reading === "object");
  expect(differences.slice(0, 20), `${differences.length} of ${texts.length} differ`).toEqual([]);
});
