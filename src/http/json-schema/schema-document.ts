import { classSchema } from './class-schema.js';
import { DRAFT_04, schemaId, type DtoClass, type JsonSchema, type SchemaDocument } from './json-schema.js';
import { mapSubschemas } from './normalise-schema.js';

/** The draft-04 document of a class; `definitions` holds the classes it refers to, and no others. */
export function schemaDocument(dto: DtoClass, name: string): SchemaDocument {
  const schemas = [...reachableSchemas(dto)].map(
    ([{ name: key }, schema]) => [key, withoutExample(schema)] as const,
  );
  const [[, root] = [name, {}], ...nested] = schemas;
  const definitions = nested.length === 0 ? {} : { definitions: Object.fromEntries(nested) };
  return { $schema: DRAFT_04, id: schemaId(name), ...root, ...definitions } as SchemaDocument;
}

/** The class itself, first, and every class it refers to, each with its schema. */
export function reachableSchemas(dto: DtoClass): Map<DtoClass, JsonSchema> {
  const schemas = new Map<DtoClass, JsonSchema>();
  const visit = (current: DtoClass): void => {
    if (schemas.has(current)) return;
    const { schema, references } = classSchema(current);
    schemas.set(current, schema);
    references.forEach(visit);
  };
  visit(dto);
  return schemas;
}

function withoutExample(schema: JsonSchema): JsonSchema {
  const { example: _example, ...rest } = schema;
  return mapSubschemas(rest, withoutExample);
}
