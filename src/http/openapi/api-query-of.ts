import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { type DtoClass, schemaCatalogue } from '../json-schema/index.js';

/** Parameters that are checked as text, since a query string is nothing else, and mean a number. */
const NUMBERS: Readonly<Record<string, object>> = {
  limit: { type: 'integer', minimum: 1, maximum: 1000, default: 500 },
  wait: { type: 'integer', minimum: 0, maximum: 9999, default: 0 },
};

/** Documents the query parameters that a class takes, from the same rules that they are checked by. */
export function ApiQueryOf(dto: DtoClass, examples: Readonly<Record<string, string>> = {}): MethodDecorator {
  const { properties = {}, required = [] } = schemaCatalogue.schemaOf(dto);
  return applyDecorators(
    ...Object.entries(properties).map(([name, schema]) => {
      const { description, ...rest } = schema as { description?: string };
      const isRequired = required.includes(name);
      // Beside a schema, an example would be lost.
      const example = examples[name] === undefined ? {} : { example: examples[name] };
      return ApiQuery({
        name,
        required: isRequired,
        description,
        schema: { ...(NUMBERS[name] ?? rest), ...example },
      });
    }),
  );
}
