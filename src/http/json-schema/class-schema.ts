import type { TypeMetadata } from 'class-transformer';
import { ValidationTypes, getMetadataStorage } from 'class-validator';
import { validationMetadataArrayToSchemas } from 'class-validator-jsonschema';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { CONVERTERS, assertExpressible } from './decorator-converters.js';
import { normaliseSchema } from './normalise-schema.js';
import { titleOf, type DtoClass, type JsonSchema } from './json-schema.js';

/** One class as a schema, and the classes that it points to by `#/definitions/<class name>`. */
export interface ClassSchema {
  readonly schema: JsonSchema;
  readonly references: ReadonlySet<DtoClass>;
}

/**
 * Reads the decorators of a class and its bases. The schema is draft-04, but for `example`, which is kept for
 * the OpenAPI document.
 */
export function classSchema(dto: DtoClass): ClassSchema {
  const references = new Set<DtoClass>();
  const schemas = validationMetadataArrayToSchemas(metadataOf(dto), {
    classTransformerMetadataStorage: defaultMetadataStorage,
    additionalConverters: { ...CONVERTERS, [ValidationTypes.NESTED_VALIDATION]: reference },
  });
  const schema = normaliseSchema({ title: titleOf(dto.name), ...schemas[dto.name] });
  return { schema, references };

  function reference({ propertyName }: ValidationMetadata) {
    const nested = nestedClass(dto, propertyName);
    references.add(nested);
    return { $ref: `#/definitions/${nested.name}` };
  }
}

/** Inherited decorators count as the class's own: a subclass without fields of its own is a schema, too. */
function metadataOf(dto: DtoClass): ValidationMetadata[] {
  const storage = getMetadataStorage();
  const metadata = storage.getTargetValidationMetadatas(dto, '', true, false).map((entry) => {
    const constraintClass = entry.constraintCls as typeof entry.constraintCls | undefined;
    const constraint = constraintClass && storage.getTargetValidatorConstraints(constraintClass)[0];
    return { ...entry, target: dto, type: constraint?.name ?? entry.type };
  });
  if (metadata.length === 0) throw new Error(`${dto.name} has no property with a class-validator decorator`);
  for (const entry of metadata) assertExpressible(entry, dto.name);
  return metadata;
}

function nestedClass(dto: DtoClass, propertyName: string): DtoClass {
  const type = defaultMetadataStorage.findTypeMetadata(dto, propertyName) as TypeMetadata | undefined;
  if (!type) throw new Error(`${dto.name}.${propertyName}: @ValidateNested() needs @Type(() => …) beside it`);
  return type.typeFunction() as DtoClass;
}
