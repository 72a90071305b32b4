import ajvModule from 'ajv-draft-04';
import formatsModule from 'ajv-formats';
import type { FieldError } from '../../registry-error/index.js';
import { fieldErrors } from './field-errors.js';
import type { SchemaDocument } from './json-schema.js';

/** Every fault of the value; none means that it fits. The value is neither changed nor coerced. */
export type Validator = (value: unknown) => FieldError[];

// Both packages are CommonJS: their class and function are the member `default` of what Node imports.
const Ajv = ajvModule.default;
const addFormats = formatsModule.default;

const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, verbose: true });
addFormats(ajv, ['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri']);

/** Compiles the document as it is served, so that a client that checks with it comes to the same result. */
export function compileValidator(document: SchemaDocument): Validator {
  const validate = ajv.compile(document);
  return (value) => (validate(value) ? [] : fieldErrors(validate.errors ?? [], value));
}
