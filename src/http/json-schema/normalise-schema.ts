import { CALENDAR_DAY } from './calendar-patterns.js';
import type { JsonSchema } from './json-schema.js';

const KEYWORDS = new Set(
  (
    'title description default type enum properties required additionalProperties minProperties maxProperties ' +
    'items minItems maxItems uniqueItems pattern format minLength maxLength minimum maximum exclusiveMinimum ' +
    'exclusiveMaximum multipleOf allOf anyOf oneOf not $ref example'
  ).split(' '),
);
const FORMATS = new Set(['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri']);

/**
 * Turns what class-validator-jsonschema and `@JSONSchema` say, which mixes drafts and OpenAPI, into draft-04.
 * Throws for what draft-04 has no word for, rather than publish a schema that validators read differently.
 */
export function normaliseSchema(source: JsonSchema): JsonSchema {
  const schema = mapSubschemas(source, normaliseSchema);
  rewriteKeywords(schema);
  rewriteBound(schema, 'exclusiveMinimum', 'minimum');
  rewriteBound(schema, 'exclusiveMaximum', 'maximum');
  rewriteFormat(schema);
  inferType(schema);
  allowNull(schema);
  closeObject(schema);
  forbidSlowUniqueness(schema);
  const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword));
  if (unknown !== undefined) throw new Error(`draft-04 has no keyword ${unknown}`);
  return wrapReference(schema);
}

/** A copy of the schema in which every schema directly inside it is replaced. */
export function mapSubschemas(
  schema: JsonSchema,
  replace: (subschema: JsonSchema) => JsonSchema,
): JsonSchema {
  const copy: JsonSchema = { ...schema };
  for (const keyword of ['items', 'not']) {
    if (isSchema(copy[keyword])) copy[keyword] = replace(copy[keyword]);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    if (Array.isArray(copy[keyword])) copy[keyword] = (copy[keyword] as JsonSchema[]).map(replace);
  }
  for (const keyword of ['properties', 'definitions']) {
    if (!isSchema(copy[keyword])) continue;
    const entries = Object.entries(copy[keyword] as Record<string, JsonSchema>);
    copy[keyword] = Object.fromEntries(entries.map(([name, value]) => [name, replace(value)]));
  }
  return copy;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rewriteKeywords(schema: JsonSchema): void {
  if ('const' in schema) schema.enum = [schema.const];
  if (Array.isArray(schema.examples)) schema.example = schema.examples[0];
  if (schema.type !== undefined && isSchema(schema.not) && schema.not.type === 'null') delete schema.not;
  delete schema.const;
  delete schema.examples;
}

function rewriteBound(schema: JsonSchema, exclusive: string, bound: string): void {
  if (typeof schema[exclusive] !== 'number') return;
  schema[bound] = schema[exclusive];
  schema[exclusive] = true;
}

/** Later drafts' `date` becomes a pattern; any other format that draft-04 does not define is an error. */
function rewriteFormat(schema: JsonSchema): void {
  if (schema.format === 'date') {
    schema.pattern = CALENDAR_DAY.source;
    delete schema.format;
  }
  if (schema.format !== undefined && !FORMATS.has(schema.format as string)) {
    throw new Error(`draft-04 has no format ${schema.format as string}`);
  }
}

function inferType(schema: JsonSchema): void {
  if (schema.type !== undefined) return;
  if (Array.isArray(schema.enum)) {
    const types = [...new Set(schema.enum.map((value) => (value === null ? 'null' : typeof value)))];
    schema.type = types.length === 1 ? types[0] : types;
  } else if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema) {
    schema.type = 'number';
  }
}

function allowNull(schema: JsonSchema): void {
  if (schema.nullable === true) {
    if (schema.type === undefined || '$ref' in schema) throw new Error('nullable is for scalars and lists');
    schema.type = [schema.type, 'null'];
    if (Array.isArray(schema.enum)) schema.enum = [...(schema.enum as unknown[]), null];
  }
  delete schema.nullable;
}

function closeObject(schema: JsonSchema): void {
  if (schema.type === 'object') schema.additionalProperties ??= false;
}

/** Comparing objects pairwise takes minutes for a list as long as a body may be; scalars go through a map. */
function forbidSlowUniqueness(schema: JsonSchema): void {
  const itemType = (schema.items as JsonSchema | undefined)?.type;
  if (schema.uniqueItems === true && (typeof itemType !== 'string' || /^(object|array)$/.test(itemType))) {
    throw new Error('uniqueItems is for lists of one scalar type only');
  }
}

/** Draft-04 ignores what stands beside `$ref`: only in `allOf` does a description survive. */
function wrapReference(schema: JsonSchema): JsonSchema {
  const { $ref, type: _type, additionalProperties: _additional, ...siblings } = schema;
  if ($ref === undefined) return schema;
  return Object.keys(siblings).length === 0 ? { $ref } : { ...siblings, allOf: [{ $ref }] };
}
