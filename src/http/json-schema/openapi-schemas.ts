import type { DtoClass, JsonSchema } from './json-schema.js';
import { mapSubschemas } from './normalise-schema.js';
import { reachableSchemas } from './schema-document.js';

/** The classes, and those they refer to, as `components.schemas` of an OpenAPI 3.0 document, by class name. */
export function openApiSchemas(published: ReadonlyMap<string, DtoClass>): Record<string, JsonSchema> {
  const components: Record<string, JsonSchema> = {};
  for (const dto of published.values()) {
    for (const [{ name }, schema] of reachableSchemas(dto)) components[name] = openApiSchema(schema);
  }
  for (const [name, { name: className }] of published) {
    const url = `/v1/schemas/${name}.json`;
    components[className] = {
      ...components[className],
      externalDocs: { description: 'JSON Schema draft-04', url },
    };
  }
  return components;
}

/** One schema in the words of OpenAPI 3.0. */
export function openApiSchema(source: JsonSchema): JsonSchema {
  const schema = mapSubschemas(source, openApiSchema);
  if (typeof schema.$ref === 'string') {
    schema.$ref = schema.$ref.replace('#/definitions/', '#/components/schemas/');
  }
  return Array.isArray(schema.type) ? withSingleType(schema, schema.type as string[]) : schema;
}

/** OpenAPI 3.0 takes one type only, and writes null as `nullable`. */
function withSingleType(schema: JsonSchema, types: string[]): JsonSchema {
  const [type, ...others] = types.filter((candidate) => candidate !== 'null');
  if (others.length > 0) throw new Error(`OpenAPI 3.0 has no union of ${types.join(', ')}`);
  return { ...schema, type, ...(types.includes('null') && { nullable: true }) };
}
