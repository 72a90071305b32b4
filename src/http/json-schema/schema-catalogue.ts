import { classSchema } from './class-schema.js';
import {
  kebabCase,
  type DtoClass,
  type JsonSchema,
  type ObjectSchema,
  type SchemaDocument,
} from './json-schema.js';
import { openApiSchema, openApiSchemas } from './openapi-schemas.js';
import { schemaDocument } from './schema-document.js';
import { compileValidator, type Validator } from './validator.js';

/** The schemas of all bodies, each made from its class once, when it is first asked for. */
export class SchemaCatalogue {
  private readonly published = new Map<string, DtoClass>();
  private readonly documents = new Map<DtoClass, SchemaDocument>();
  private readonly validators = new Map<DtoClass, Validator>();

  /** @throws Error if another class has this schema name, or this class name: OpenAPI knows it by the latter. */
  publish(name: string, dto: DtoClass): void {
    const isTaken = [...this.published].some(
      ([taken, { name: className }]) => taken === name || className === dto.name,
    );
    if (isTaken) throw new Error(`A schema ${name}, or one of a class ${dto.name}, is published already`);
    this.published.set(name, dto);
  }

  /** Every published name, in alphabetical order. */
  names(): string[] {
    return [...this.published.keys()].sort();
  }

  /** The name under which a class is published, if it is. */
  nameOf(dto: DtoClass): string | undefined {
    return [...this.published].find(([, candidate]) => candidate === dto)?.[0];
  }

  /** The published document, self-contained; undefined for an unknown name. */
  document(name: string): SchemaDocument | undefined {
    const dto = this.published.get(name);
    return dto && this.documentOf(dto);
  }

  /** Works for classes that are not published, too, such as those of query strings. */
  validator(dto: DtoClass): Validator {
    const validator = this.validators.get(dto) ?? compileValidator(this.documentOf(dto));
    this.validators.set(dto, validator);
    return validator;
  }

  /** The published classes and those inside them as `components.schemas`, by class name (OpenAPI 3.0). */
  openApiSchemas(): Record<string, JsonSchema> {
    return openApiSchemas(this.published);
  }

  /** One class in the words of OpenAPI 3.0, published or not. */
  schemaOf(dto: DtoClass): ObjectSchema {
    return openApiSchema(classSchema(dto).schema);
  }

  private documentOf(dto: DtoClass): SchemaDocument {
    const document = this.documents.get(dto) ?? schemaDocument(dto, this.nameOf(dto) ?? kebabCase(dto.name));
    this.documents.set(dto, document);
    return document;
  }
}

/** The one catalogue: decorators and pipes run before there is anything to inject. */
export const schemaCatalogue = new SchemaCatalogue();

/**
 * Publishes the schema of a class as `/v1/schemas/<name>.json`.
 *
 * @param name - in kebab-case, for example `operator-backend-publication`
 */
export function PublishedSchema(name: string): (dto: DtoClass) => void {
  return (dto) => schemaCatalogue.publish(name, dto);
}
