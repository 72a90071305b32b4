import type { PipeTransform } from '@nestjs/common';
import { RegistryError, type FieldError } from '../../registry-error/index.js';
import type { DtoClass } from './json-schema.js';
import { schemaCatalogue } from './schema-catalogue.js';

const NO_BODY: FieldError[] = [{ path: [], detail: 'must be an object, but the request has no body' }];

/** Hands a request body on as it came, if it fits the schema of its class; never coerces. */
export class SchemaValidationPipe<T extends object> implements PipeTransform<unknown, T> {
  constructor(private readonly dto: DtoClass<T>) {}

  /**
   * An absent body is an empty one where nothing is required.
   * @throws RegistryError `invalid-value`, with every fault.
   */
  transform(body: unknown): T {
    const value = body === undefined ? {} : body;
    const fields = schemaCatalogue.validator(this.dto)(value);
    if (fields.length === 0) return value as T;
    throw this.refusal(body === undefined ? NO_BODY : fields);
  }

  private refusal(fields: FieldError[]): RegistryError {
    const name = schemaCatalogue.nameOf(this.dto);
    const schema = name === undefined ? 'its schema' : `the schema ${name}`;
    return new RegistryError('invalid-value', `The body does not fit ${schema}.`, fields);
  }
}

/**
 * For one parameter: `@Body(schemaBody(OperatorBackendPublication))`. A controller made by a factory has no
 * type that Nest could read, so the class is named here.
 */
export function schemaBody<T extends object>(dto: DtoClass<T>): SchemaValidationPipe<T> {
  return new SchemaValidationPipe(dto);
}
