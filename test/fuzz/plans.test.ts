import fc from "fast-check";
import { expect } from "vitest";
import {
  admitClass,
  diffDocuments,
  lintClass,
  type Plan,
  parseDocuments,
  planDocuments,
  readEvaluationInput,
} from "../../packages/clusterclass/src/index.ts";
import type { PlanCase } from "../differential/generate/cluster.ts";
import { mutations } from "../differential/rules/mutations.ts";
import { fuzz } from "./fuzz.ts";
import { oddJson } from "./mangled.ts";
import { jsonOf, manifests } from "./manifests.ts";
import { sampleCase } from "./sample-cases.ts";

/** Classes with templates and a Cluster in which something is gone, wrong or somewhere else. */
const mangled = sampleCase().chain((generated) =>
  fc.oneof(
    { weight: 4, arbitrary: mutations({ documents: manifests(generated) }, "documents").map(({ documents }) => documents) },
    { weight: 1, arbitrary: withOddPart(generated) },
  ),
);

/** One part of the specs is any JSON at all. */
function withOddPart(generated: PlanCase): fc.Arbitrary<unknown[]> {
  return fc.tuple(fc.nat(), fc.nat(), oddJson).map(([which, part, odd]) => {
    const documents = structuredClone(manifests(generated)) as Record<string, unknown>[];
    const document = documents[which % documents.length]!;
    const holder = (part % 2 === 0 ? document : (document["spec"] ?? document)) as Record<string, unknown>;
    const keys = Object.keys(holder);
    holder[keys[part % keys.length] ?? "spec"] = odd;
    return documents;
  });
}

fuzz({
  name: "planning damaged classes and Clusters",
  share: 2.5,
  cases: mangled,
  run: (documents) => {
    const plan = planDocuments(jsonOf(documents));
    expect(isConsistent(plan)).toBe(true);
    const { input } = readEvaluationInput(parseDocuments(jsonOf(documents)).documents);
    if (input === undefined) return;
    const { errors, object } = admitClass(input.clusterClass, {});
    if (errors.length === 0) lintClass(object, input.templates);
  },
});

/** With errors there are no objects, and every error says where it comes from. */
function isConsistent({ errors, objects, unknown }: Plan): boolean {
  if (errors.length === 0) return objects.length > 0 || unknown.length > 0;
  return objects.length === 0 && errors.every(({ stage, message }) => stage !== undefined && message !== "");
}

fuzz({
  name: "comparing damaged classes",
  share: 0.5,
  cases: fc.tuple(mangled, sampleCase()),
  run: ([documents, other]) => void diffDocuments(jsonOf([other.clusterClass, ...documents])),
});
