import { readdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../packages/clusterclass/src/api/json.ts";
import { parseDocuments } from "../../packages/clusterclass/src/input/index.ts";
import { planDocuments } from "../../packages/clusterclass/src/plan/from-documents.ts";
import { askPlan, documents, oracleProgram, seed, skipReason } from "./oracle.ts";
import { planDifference } from "./plan-agreement.ts";
import { type Draw, drawFrom, drawValue, type Schema } from "./variables/value-generator.ts";

/** Classes of others, in files that stay where they are: what generated Clusters become with them is what Cluster API makes of these. */
const places = (process.env["CSTACK_CLASSES"] ?? "").split(delimiter).filter((place) => place !== "");
const clustersOfClass = 200;

const missing = oracleProgram === undefined ? skipReason : "CSTACK_CLASSES names no files or folders with classes";
const classes = oracleProgram === undefined ? [] : places.flatMap(filesIn).flatMap(classIn);
if (classes.length === 0) {
  console.warn(`SKIPPED classes of others: ${missing}`);
  test.skip(`classes of others: ${missing}`);
}

test.each(classes)(
  "$name of $file plans as Cluster API does",
  async ({ clusterClass, others }) => {
    const clusters = fc.sample(
      fc.gen().map((gen) => drawCluster(drawFrom(gen), clusterClass)),
      { numRuns: clustersOfClass, seed },
    );
    const texts = clusters.map((cluster) => documents(clusterClass, ...others, cluster));
    const answers = await askPlan(texts.map((yaml, index) => ({ id: String(index), yaml })));
    const differences = texts.flatMap((yaml, index) => planDifference(planDocuments(yaml), answers[index]!) ?? []);
    const planned = answers.filter(({ errors }) => errors.length === 0).length;
    console.info(`${planned} of ${clustersOfClass} Clusters planned, the others refused (seed ${seed})`);
    expect(differences.slice(0, 5)).toEqual([]);
    // What programs outside of the class change is not known to either.
    const { patches = [] } = clusterClass["spec"] as ClassSpec;
    if (!patches.some(({ external }) => external !== undefined)) expect(planned).toBeGreaterThan(0);
  },
  300_000,
);

function filesIn(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((name) => /clusterclass.*\.yaml$/.test(name))
    .map((name) => join(place, name));
}

interface OtherClass {
  file: string;
  name: string;
  clusterClass: JsonObject;
  others: JsonObject[];
}

/** The class of a file in the version that the oracle reads, with its templates; clusterctl's variables get their defaults. */
function classIn(file: string): OtherClass[] {
  const text = readFileSync(file, "utf8").replace(/\$?\$\{(\w+)(?::?[-=]([^}]*))?\}/g, (whole, _name, fallback: string | undefined) =>
    whole.startsWith("$$") ? whole.slice(1) : (fallback ?? ""),
  );
  const objects = parseDocuments(text).documents as unknown as JsonObject[];
  const clusterClass = objects.find(({ apiVersion, kind }) => kind === "ClusterClass" && apiVersion === "cluster.x-k8s.io/v1beta2");
  if (clusterClass === undefined) return [];
  const name = String((clusterClass["metadata"] as JsonObject)["name"]);
  return [{ file, name, clusterClass, others: objects.filter((object) => object !== clusterClass) }];
}

/** A Cluster with a pool of each kind of workers, and values for most variables: mostly ones that fit, some of them on a pool. */
function drawCluster(draw: Draw, { metadata, spec }: JsonObject): JsonObject {
  const { variables = [], workers = {} } = spec as ClassSpec;
  const values = (share: number) =>
    variables.filter(({ required }) => draw.chance(required === true ? 0.97 : share)).map((each) => drawVariable(draw, each));
  const pools = (classes: JsonObject[] = []) =>
    classes.map((each, index) => ({
      class: each["class"]!,
      name: `pool-${index}`,
      replicas: draw.int(0, 3),
      ...filled("variables", filled("overrides", draw.chance(0.3) ? values(0.2) : [])),
    }));
  return {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "Cluster",
    metadata: { name: "other", namespace: "default" },
    spec: {
      topology: {
        classRef: { name: (metadata as JsonObject)["name"]! },
        version: draw.pick(["v1.36.4", "v1.37.0", "1.36.4"]),
        controlPlane: { replicas: draw.pick([1, 3, 3, 2]) },
        ...filled("variables", values(0.5)),
        ...filled("workers", {
          ...filled("machineDeployments", pools(workers.machineDeployments)),
          ...filled("machinePools", pools(workers.machinePools)),
        }),
      },
    },
  };
}

interface ClassSpec {
  variables?: JsonObject[];
  workers?: { machineDeployments?: JsonObject[]; machinePools?: JsonObject[] };
  patches?: JsonObject[];
}

/** A field with what is in it, or none: Cluster API refuses empty lists and objects. */
function filled(field: string, content: Json): JsonObject {
  return Object.keys(content as object).length === 0 ? {} : { [field]: content };
}

function drawVariable(draw: Draw, { name, schema }: JsonObject): JsonObject {
  const inner = isObject(schema) ? schema["openAPIV3Schema"] : undefined;
  return { name: name!, value: drawValue(draw, (inner ?? {}) as Schema, draw.chance(0.95)) };
}
