import { clusterJsonSchema, jsonSchemaOf, type KubernetesObject, type StructuralSchema } from "@cstack/clusterclass";
import { schemaFiles } from "@cstack/model";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { candidateValues, type ValueSchema } from "../../packages/generator/src/checks/scenario-values.ts";
import { allUnits, renderedUnit } from "../support/repository.ts";

/** Schemas for editors, judged by the validator that most of them use. */

const rendered = allUnits().map(renderedUnit);
// Types and required members of branches stand around them, which strict mode does not look for.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });

interface Cluster {
  [key: string]: unknown;
  spec: { topology: Topology };
}
interface Topology {
  [key: string]: unknown;
  variables?: { name: string; value?: unknown }[];
  workers: { machineDeployments: Record<string, unknown>[] };
}

/** Paths of what a schema finds wrong in a Cluster. */
function faults(validate: ValidateFunction, cluster: unknown): string[] {
  validate(cluster);
  return [...new Set((validate.errors ?? []).map(({ instancePath }) => instancePath))];
}

/** Minors of a stack hardly differ. */
const oneMinor = rendered.filter(({ unit }) => unit.minor === rendered[0]!.unit.minor);

describe.each(oneMinor.map((unit) => [unit.unit.id, unit] as const))(
  "the schema of Clusters of %s",
  (_id, { unit, clusterClass, sample }) => {
    const schema = clusterJsonSchema(clusterClass as unknown as KubernetesObject, { version: `v${unit.kubernetes.version}` });
    const validate = ajv.compile(schema);
    const changed = (change: (topology: Topology) => void): unknown => {
      const cluster = structuredClone(sample.at(-1)) as Cluster;
      change(cluster.spec.topology);
      return cluster;
    };

    test("accepts the sample, with overrides of a pool, too", () => {
      expect(faults(validate, sample.at(-1))).toEqual([]);
      const overrides = changed(({ workers }) => {
        workers.machineDeployments[0]!["variables"] = { overrides: [{ name: "certSANs", value: ["a.example.com"] }] };
      });
      expect(faults(validate, overrides)).toEqual([]);
    });

    test("refuses what the class does not have, at its place", () => {
      const variables = (added: { name: string; value?: unknown }) =>
        changed((topology) => {
          topology.variables = [...(topology.variables ?? []), added];
        });
      expect(faults(validate, variables({ name: "certSan", value: [] }))[0]).toMatch(/^\/spec\/topology\/variables\/\d+/);
      expect(faults(validate, variables({ name: "certSANs", value: "a.example.com" })).at(-1)).toMatch(/^\/spec\/topology\/variables\/\d+/);
      expect(faults(validate, variables({ name: "certSANs" }))[0]).toMatch(/^\/spec\/topology\/variables\/\d+/);
      expect(
        faults(
          validate,
          changed((topology) => Object.assign(topology, { classRef: { name: "another" } })),
        ),
      ).toEqual(["/spec/topology/classRef/name"]);
      expect(
        faults(
          validate,
          changed((topology) => Object.assign(topology, { version: "v1.20.0" })),
        ),
      ).toEqual(["/spec/topology/version"]);
      expect(
        faults(
          validate,
          changed(({ workers }) => Object.assign(workers.machineDeployments[0]!, { class: "gpu" })),
        ),
      ).toEqual(["/spec/topology/workers/machineDeployments/0/class"]);
      expect(
        faults(
          validate,
          changed((topology) => Object.assign(topology, { replicas: 3 })),
        ),
      ).toEqual(["/spec/topology"]);
    });

    test("demands the variables that the class requires", () => {
      const required = unit.variables.filter((variable) => variable.required).map(({ name }) => name);
      const without = changed((topology) => {
        topology.variables = (topology.variables ?? []).filter(({ name }) => !required.includes(name));
      });
      expect(faults(validate, without)).toEqual(required.length === 0 ? [] : ["/spec/topology/variables"]);
    });
  },
);

test("no schema of a variable refuses a value that Cluster API accepts", () => {
  const schemas = new Map(
    rendered.flatMap(({ unit }) => unit.variables.map(({ name, schema }) => [JSON.stringify(schema), { name, schema }] as const)),
  );
  let values = 0;
  for (const { name, schema } of schemas.values()) {
    const validate = ajv.compile(jsonSchemaOf(schema as StructuralSchema));
    for (const value of candidateValues(schema as ValueSchema)) {
      values++;
      expect(validate(value), `${name}: ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }
  }
  expect(values).toBeGreaterThan(1000);
});

test("the schemas of source files are complete in one folder", () => {
  const together = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true });
  together.addKeyword("tsType");
  for (const schema of Object.values(schemaFiles)) together.addSchema(schema);
  for (const name of Object.keys(schemaFiles)) expect(() => together.getSchema(`${name}.json`), name).not.toThrow();
});
