import { propertyEntries, type StructuralSchema, valueSchema } from "./structural-schema.ts";

/**
 * A search for schema nodes, remembered for each node: true where the node itself, or one that its items, properties or values have, is looked for.
 * Passes over values skip what cannot concern them.
 */
export function schemaSearch(isLookedFor: (schema: StructuralSchema) => boolean): (schema: StructuralSchema) => boolean {
  const known = new WeakMap<StructuralSchema, boolean>();
  return function search(schema: StructuralSchema): boolean {
    const before = known.get(schema);
    if (before !== undefined) return before;
    const found = isLookedFor(schema) || nodesBelow(schema).some(search);
    known.set(schema, found);
    return found;
  };
}

function nodesBelow(schema: StructuralSchema): StructuralSchema[] {
  return [schema.items, valueSchema(schema), ...propertyEntries(schema).map(([, property]) => property)].filter(
    (node) => node !== undefined,
  );
}
