import fc from "fast-check";
import { expect, test } from "vitest";
import { failed } from "../../packages/clusterclass/src/api/fields.ts";
import { readYaml } from "../../packages/clusterclass/src/patches/yaml-value.ts";
import { fieldChanges } from "../../packages/clusterclass/src/plan/field-changes.ts";
import { yamlText } from "./generate/yaml-text.ts";
import { gapReport, yamlGaps } from "./known-gaps.ts";
import { askTemplates, caseCount, oracleProgram, seed, skipReason } from "./oracle.ts";

if (!oracleProgram) test.skip(`rendered text against the oracle: ${skipReason}`);

test.runIf(oracleProgram)(`rendered text is read as Cluster API reads it (${caseCount} texts, seed ${seed})`, async () => {
  const sampled = fc.sample(yamlText, { numRuns: caseCount, seed });
  const texts = sampled.filter((text) => !yamlGaps.some((gap) => gap.matches(text)));
  for (const line of gapReport(yamlGaps, sampled)) console.info(line);
  const answers = await askTemplates(texts.map((template, index) => ({ id: String(index), template, data: {} })));
  const differences = texts.flatMap((text, index) => {
    const ours = readYaml(text);
    const { value, error } = answers[index]!;
    if (failed(ours)) return error === undefined ? [{ text, ours: ours.reason, theirs: value }] : [];
    const same = error === undefined && fieldChanges(ours, value as typeof ours).length === 0;
    return same ? [] : [{ text, ours, theirs: error ?? value }];
  });
  expect(differences.slice(0, 20), `${differences.length} of ${texts.length} differ`).toEqual([]);
});
