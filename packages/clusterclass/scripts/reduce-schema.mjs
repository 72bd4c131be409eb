/**
 * The schema of a CustomResourceDefinition's version as this repository keeps it: types and constraints without prose, and any status,
 * because a status is written by controllers and the API server drops it from what users send.
 */
export function reduceSchema(openAPIV3Schema) {
  const schema = withoutProse(openAPIV3Schema);
  if (schema.properties.status) schema.properties.status = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return schema;
}

/** The schema without descriptions; names below `properties` are data, not keywords. */
function withoutProse(schema) {
  const { description: _, properties, items, additionalProperties, ...rest } = schema;
  if (properties)
    rest.properties = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, withoutProse(property)]));
  if (items) rest.items = withoutProse(items);
  if (additionalProperties !== undefined) {
    rest.additionalProperties = typeof additionalProperties === "object" ? withoutProse(additionalProperties) : additionalProperties;
  }
  return rest;
}
