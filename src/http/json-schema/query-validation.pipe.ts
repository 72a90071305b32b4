import type { PipeTransform } from '@nestjs/common';
import { RegistryError, type FieldError } from '../../registry-error/index.js';
import type { DtoClass } from './json-schema.js';
import { schemaCatalogue } from './schema-catalogue.js';

/** Checks a query string against a class whose properties are all strings. */
export class QueryValidationPipe<T extends object> implements PipeTransform<unknown, T> {
  constructor(private readonly dto: DtoClass<T>) {}

  /** @throws RegistryError `invalid-parameter` for unknown, repeated and ill-formed parameters, all at once. */
  transform(query: unknown): T {
    const parameters = (query ?? {}) as Record<string, unknown>;
    const fields = schemaCatalogue
      .validator(this.dto)(parameters)
      .map((field) => inParameter(field, parameters));
    if (fields.length > 0)
      throw new RegistryError('invalid-parameter', 'The query string is not as expected.', fields);
    return parameters as T;
  }
}

/** A parameter that is given twice arrives as a list, and would be told to be "a string". */
function inParameter({ path, detail }: FieldError, parameters: Record<string, unknown>): FieldError {
  const name = String(path[0]);
  if (detail === 'is not a known field') return { path: [name], detail: 'is not a known parameter' };
  return { path: [name], detail: Array.isArray(parameters[name]) ? 'must be given once only' : detail };
}

/** For one parameter: `@Query(schemaQuery(PageQuery))`. */
export function schemaQuery<T extends object>(dto: DtoClass<T>): QueryValidationPipe<T> {
  return new QueryValidationPipe(dto);
}
