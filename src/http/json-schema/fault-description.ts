import type { ErrorObject } from 'ajv';
import type { JsonSchema } from './json-schema.js';

const TYPES: Record<string, string> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
const COMPARISONS: Record<string, string> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'more than',
  '<': 'less than',
};

/** What is wrong, in a sentence to follow the name of the field. */
export function describeFault({ keyword, params, parentSchema }: ErrorObject): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a known field';
    case 'type':
      return `must be ${[params.type]
        .flat()
        .map((type) => TYPES[type as string])
        .join(' or ')}`;
    case 'enum':
      return describeChoice(params.allowedValues as unknown[]);
    case 'pattern':
    case 'format':
      return describeForm(parentSchema);
    case 'minLength':
      return limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return `must have at least ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    case 'maxItems':
      return `must have at most ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    case 'minProperties':
      return `must have at least ${limit} ${limit === 1 ? 'field' : 'fields'}`;
    case 'uniqueItems':
      return `entries ${[params.i, params.j].sort((a, b) => a - b).join(' and ')}, counted from 0, are the same`;
    case 'minimum':
    case 'maximum':
      return `must be ${COMPARISONS[params.comparison as string]} ${limit}`;
    default:
      return describeForm(parentSchema);
  }
}

function describeChoice(values: unknown[]): string {
  const names = values.map(String).join(', ');
  return values.length === 1 ? `must be ${names}` : `must be one of ${names}`;
}

function describeForm(schema: JsonSchema | undefined): string {
  const expected = (schema?.description ?? schema?.format ?? schema?.pattern) as string | undefined;
  return expected === undefined ? 'does not fit its schema' : `does not have the expected form: ${expected}`;
}
