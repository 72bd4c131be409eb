import fc from "fast-check";
import { expect } from "vitest";
import type { Json } from "../../packages/clusterclass/src/api/json.ts";
import { type KubernetesObject, planDocuments, validateVariableDefinitions } from "../../packages/clusterclass/src/index.ts";
import {
  applyDefaults,
  prepareRules,
  pruneUnknown,
  readSchema,
  validateListTypes,
  validateRules,
  validateStructural,
  validateValue,
} from "../../packages/clusterclass/src/schema/index.ts";
import { mutations } from "../differential/rules/mutations.ts";
import { classWith, templates, variablesCase } from "../differential/variables/cases.ts";
import { drawRules } from "../differential/variables/rule-generator.ts";
import { drawSchema } from "../differential/variables/schema-generator.ts";
import { textRules } from "../differential/variables/text-corpus.ts";
import { drawFrom, drawValue } from "../differential/variables/value-generator.ts";
import { fuzz } from "./fuzz.ts";
import { mangledText, oddJson } from "./mangled.ts";
import { jsonOf } from "./manifests.ts";

/** Schemas whose shape is that of the CRD, which is all that the validators take, with a value that fits or not. */
const schemaAndValue = fc.tuple(fc.gen(), oddJson).map(([gen, odd]) => {
  const draw = drawFrom(gen);
  const schema = drawSchema(draw, draw.int(0, 3), true);
  return { schema, value: draw.chance(0.5) ? drawValue(draw, schema, draw.chance(0.5)) : (odd as Json) };
});

fuzz({
  name: "validating values that schemas do not expect",
  share: 8,
  cases: schemaAndValue,
  run: ({ schema: json, value }) => {
    const schema = readSchema(json);
    const before = JSON.stringify(value);
    validateStructural(schema, "schema", "field");
    const defaulted = applyDefaults(schema, value);
    validateListTypes(schema, defaulted, "value");
    pruneUnknown(schema, defaulted);
    if (validateValue(schema, defaulted, "value").errors.length === 0) {
      const rules = prepareRules(schema, false);
      if (rules !== undefined) validateRules(rules, defaulted, undefined, "value");
    }
    expect(JSON.stringify(value), "the value was changed in place").toBe(before);
  },
});

const rule = fc.oneof(
  fc.gen().map((gen) => {
    const draw = drawFrom(gen);
    return JSON.stringify(drawRules(draw, drawSchema(draw, 2, false)).slice(0, 1));
  }),
  fc.constantFrom(...textRules),
);

fuzz({
  name: "judging damaged rules",
  share: 5,
  cases: mangledText(rule.map(ruleTextOf)),
  run: (text) => {
    const schema = { type: "object", properties: { a: { type: "string" } }, "x-kubernetes-validations": [{ rule: text }] };
    const variable = { name: "tried", required: true, schema: { openAPIV3Schema: schema } };
    validateVariableDefinitions(classWith([variable as never]) as KubernetesObject);
    const rules = prepareRules(readSchema(schema as never), false);
    if (rules !== undefined) validateRules(rules, { a: "b" }, { a: "c" }, "value");
  },
});

function ruleTextOf(rules: string): string {
  return /^\[\{"rule":"(.*?[^\\])"/.exec(rules)?.[1] ?? rules;
}

const mangledDefinitions = variablesCase.chain(({ clusterClass, cluster, oldCluster }) =>
  mutations(
    { documents: [clusterClass, ...templates, ...(oldCluster === undefined ? [] : [oldCluster]), cluster] as unknown[] },
    "documents",
  ),
);

fuzz({
  name: "planning with damaged schemas",
  share: 2,
  cases: mangledDefinitions,
  run: ({ documents }) => void planDocuments(jsonOf(documents)),
});
