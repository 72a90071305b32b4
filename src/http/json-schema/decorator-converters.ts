import * as validator from 'class-validator';
import type { ISchemaConverters } from 'class-validator-jsonschema/build/defaultConverters.js';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

/** The converters of class-validator-jsonschema that say all that their decorator means. */
const FAITHFUL = new Set<string>([
  validator.ValidationTypes.CONDITIONAL_VALIDATION,
  validator.ValidationTypes.IS_DEFINED,
  validator.ValidationTypes.NESTED_VALIDATION,
  validator.ValidationTypes.WHITELIST,
  validator.IS_STRING,
  validator.IS_BOOLEAN,
  validator.IS_INT,
  validator.IS_NUMBER,
  validator.IS_ARRAY,
  validator.IS_OBJECT,
  validator.IS_NOT_EMPTY,
  validator.IS_LENGTH,
  validator.MIN_LENGTH,
  validator.MAX_LENGTH,
  validator.ARRAY_NOT_EMPTY,
  validator.ARRAY_MIN_SIZE,
  validator.ARRAY_MAX_SIZE,
  validator.ARRAY_UNIQUE,
]);

/**
 * What class-validator-jsonschema translates differently here. The numeric ones leave `type` open, so that
 * `@IsInt() @Min(1)` stays an integer in whichever order the two are written.
 */
export const CONVERTERS: ISchemaConverters = {
  [validator.MIN]: (metadata) => ({ minimum: argument(metadata) as number }),
  [validator.MAX]: (metadata) => ({ maximum: argument(metadata) as number }),
  [validator.IS_POSITIVE]: { exclusiveMinimum: 0 },
  [validator.IS_NEGATIVE]: { exclusiveMaximum: 0 },
  [validator.IS_IN]: (metadata) => ({ enum: [...(argument(metadata) as unknown[])] }),
  [validator.IS_ENUM]: (metadata) => ({ enum: enumValues(argument(metadata) as Record<string, unknown>) }),
  [validator.EQUALS]: (metadata) => ({ enum: [argument(metadata)] }),
  [validator.MATCHES]: (metadata) => ({
    type: 'string',
    pattern: patternSource(argument(metadata) as RegExp, metadata.propertyName),
  }),
};

/** Requests are checked by the schema alone, so a decorator that it can't say would be silently ignored. */
export function assertExpressible(metadata: ValidationMetadata, dto: string): void {
  if (!FAITHFUL.has(metadata.type) && !(metadata.type in CONVERTERS)) {
    throw new Error(
      `${dto}.${metadata.propertyName}: JSON Schema has no word for the decorator ${metadata.type}`,
    );
  }
}

/** What the decorator was given first. */
function argument({ constraints }: ValidationMetadata): unknown {
  return (constraints as unknown[])[0];
}

function enumValues(enumeration: Record<string, unknown>): unknown[] {
  const isReverseMapping = (key: string) => typeof enumeration[enumeration[key] as string] === 'number';
  return Object.keys(enumeration)
    .filter((key) => !isReverseMapping(key))
    .map((key) => enumeration[key]);
}

function patternSource(pattern: RegExp, propertyName: string): string {
  if (/[^u]/.test(pattern.flags)) {
    throw new Error(`${propertyName}: JSON Schema has no word for the flags of ${pattern}`);
  }
  return pattern.source;
}
