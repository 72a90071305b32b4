export { CALENDAR_DAY, UTC_TIMESTAMP } from './calendar-patterns.js';
export { MOST_FAULTS } from './field-errors.js';
export { DRAFT_04, schemaId } from './json-schema.js';
export type { DtoClass, JsonSchema, ObjectSchema, SchemaDocument } from './json-schema.js';
export { PublishedSchema, SchemaCatalogue, schemaCatalogue } from './schema-catalogue.js';
export { SchemaList, SchemaReference } from './schema-list.js';
export { schemaBody, SchemaValidationPipe } from './schema-validation.pipe.js';
export { schemaQuery, QueryValidationPipe } from './query-validation.pipe.js';
export type { Validator } from './validator.js';
