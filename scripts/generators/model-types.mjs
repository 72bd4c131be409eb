// packages/model/src/types.gen.ts from packages/model/schemas/*.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "json-schema-to-typescript";

/** Joins all schemas into one document, so that a shape used in several files becomes one type. */
function joined(schemas) {
  const defs = {};
  for (const [file, schema] of schemas) {
    for (const [name, def] of Object.entries(schema.$defs ?? {})) defs[`${file}#${name}`] = def;
    if (schema.properties) defs[file] = { ...schema, $defs: undefined, $id: undefined, $schema: undefined };
  }
  const named = Object.fromEntries(Object.entries(defs).map(([key, def]) => [def.title ?? titleOf(key), def]));
  const nameOf = (ref, file) => {
    const [target, def] = ref.split("#/$defs/");
    const key = `${target === "" ? file : target}#${def}`;
    return defs[key].title ?? titleOf(key);
  };
  const fileOf = new Map(Object.entries(defs).map(([key, def]) => [def, key.split("#")[0]]));
  const rewrite = (node, file) => {
    if (Array.isArray(node)) return node.map((item) => rewrite(item, file));
    if (typeof node !== "object" || node === null) return node;
    if (typeof node.$ref === "string") return { $ref: `#/$defs/${nameOf(node.$ref, file)}` };
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rewrite(value, file)]));
  };
  return Object.fromEntries(Object.entries(named).map(([name, def]) => [name, rewrite(def, fileOf.get(def))]));
}

function titleOf(key) {
  const name = key.split("#")[1] ?? key;
  return name[0].toUpperCase() + name.slice(1);
}

export async function modelTypes(root) {
  const folder = join(root, "packages/model/schemas");
  const schemas = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8"))]);
  const $defs = joined(schemas);
  const text = await compile({ title: "SourceFiles", type: "object", additionalProperties: false, $defs }, "SourceFiles", {
    bannerComment: "// Generated from packages/model/schemas by scripts/generate.mjs. Do not edit: run npm run generate.",
    additionalProperties: false,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    format: true,
    style: { printWidth: 140 },
  });
  const types = text
    .replace(/export interface SourceFiles \{\}\n/, "")
    .replace(/^ \* This interface was referenced by .*\n \* via the `definition`.*\n/gm, "")
    .replace(/^\/\*\*\n \*\/\n/gm, "")
    .replace(/\n \*\n \*\//g, "\n */");
  return [["packages/model/src/types.gen.ts", types]];
}
