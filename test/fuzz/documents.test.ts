import fc from "fast-check";
import { expect } from "vitest";
import { failed, parseDocuments, planDocuments, readYaml } from "../../packages/clusterclass/src/index.ts";
import { readYaml as readSource } from "../../packages/model/src/index.ts";
import { yamlText } from "../differential/generate/yaml-text.ts";
import { fuzz } from "./fuzz.ts";
import { mangledText, oddText } from "./mangled.ts";
import { manifests, yamlOf } from "./manifests.ts";
import { sampleCase } from "./sample-cases.ts";

const texts = fc.oneof(
  { weight: 12, arbitrary: yamlText },
  { weight: 12, arbitrary: mangledText(yamlText) },
  { weight: 8, arbitrary: oddText },
  { weight: 1, arbitrary: mangledText(sampleCase().map(manifests).map(yamlOf)) },
);

fuzz({
  name: "reading YAML",
  share: 18,
  cases: texts,
  run: (text) => {
    const { documents, errors } = parseDocuments(text);
    if (errors.length > 0) expect(documents).toEqual([]);
    const value = readYaml(text);
    if (!failed(value)) expect(() => JSON.stringify(value)).not.toThrow();
    readSource("fuzz.yaml", text);
  },
});

fuzz({ name: "planning what a damaged text says", share: 2, cases: texts, run: (text) => void planDocuments(text) });
