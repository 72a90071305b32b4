/** A class whose class-validator decorators describe a body; abstract bases too, as only metadata is read. */
export type DtoClass<T extends object = object> = (abstract new (...args: never[]) => T) & { name: string };

/** A schema or a part of one, as plain JSON. */
export type JsonSchema = Record<string, unknown>;

/** The schema of a class. */
export interface ObjectSchema extends JsonSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** A complete draft-04 document, as served. */
export interface SchemaDocument extends ObjectSchema {
  $schema: string;
  id: string;
  title: string;
}

export const DRAFT_04 = 'http://json-schema.org/draft-04/schema#';

/**
 * The `id` of a published schema: a name and not an address, because the service does not know under which
 * address its readers reach it.
 */
export function schemaId(name: string): string {
  return `urn:ochp-direct:registry:schema:${name}`;
}

/** `OperatorBackendPublication` → `operator-backend-publication`. */
export function kebabCase(className: string): string {
  return className.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** `OperatorBackendPublication` → `Operator backend publication`. */
export function titleOf(className: string): string {
  const words = kebabCase(className).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
