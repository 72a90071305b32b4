import { describe, expect, test } from '@jest/globals';
import ajvModule from 'ajv-draft-04';
import { IsLowercase, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { SampleOperator, SampleProvider, SampleToken } from './sample-dtos.fixture.js';
import { SchemaCatalogue, schemaCatalogue } from './schema-catalogue.js';
import type { JsonSchema } from './json-schema.js';

const properties = (schema: JsonSchema | undefined) => schema?.properties as Record<string, JsonSchema>;

describe('a published document', () => {
  const operator = schemaCatalogue.document('sample-operator');

  test('is draft-04', () => {
    for (const name of schemaCatalogue.names()) {
      const document = schemaCatalogue.document(name);
      expect(document).toMatchObject({ $schema: 'http://json-schema.org/draft-04/schema#' });
      expect(new ajvModule.default().validateSchema(document!)).toBe(true);
    }
  });

  test('names and describes itself, and closes every object', () => {
    expect(operator).toMatchObject({
      id: 'urn:ochp-direct:registry:schema:sample-operator',
      title: 'Sample operator',
      description: 'What an operator says.',
      type: 'object',
      additionalProperties: false,
      definitions: { SampleToken: { additionalProperties: false } },
    });
    expect(Object.keys(operator?.definitions as object)).toEqual(['SampleToken']);
  });

  test('has the fields of the base class, required or not', () => {
    expect(operator?.required).toEqual(
      expect.arrayContaining(['url', 'tokens', 'whitelist', 'priority', 'note']),
    );
    expect(operator?.required).not.toContain('binding');
    expect(Object.keys(properties(schemaCatalogue.document('sample-provider')))).toEqual([
      'url',
      'binding',
      'tokens',
    ]);
    expect(schemaCatalogue.document('sample-provider')).toMatchObject({
      title: 'Sample provider',
      minProperties: 1,
    });
  });

  test('keeps a description beside a reference, and an integer an integer', () => {
    expect(properties(operator).spare).toEqual({
      description: 'The spare one.',
      allOf: [{ $ref: '#/definitions/SampleToken' }],
    });
    expect(properties(operator).priority).toEqual({ type: 'integer', minimum: 1, maximum: 5 });
    expect(JSON.stringify(operator)).not.toContain('"example"');
  });
});

describe('the OpenAPI components', () => {
  const components = schemaCatalogue.openApiSchemas();

  test('refer to each other by class name', () => {
    expect(components).toHaveProperty('SampleToken');
    expect(properties(components.SampleOperator).tokens?.items).toEqual({
      $ref: '#/components/schemas/SampleToken',
    });
  });

  test('say null and examples in the words of OpenAPI 3.0', () => {
    expect(properties(components.SampleOperator).note).toEqual({ type: 'string', nullable: true });
    expect(properties(components.SampleToken).validDate?.example).toBe('2026-11-22');
  });
});

describe('what is refused when a class is published or compiled', () => {
  test('a name or class name that is taken', () => {
    expect(() => schemaCatalogue.publish('sample-operator', class Other {})).toThrow('published already');
    expect(() => schemaCatalogue.publish('another', SampleToken)).not.toThrow();
    expect(() => schemaCatalogue.publish('yet-another', SampleProvider)).toThrow('published already');
  });

  test('a decorator, flag, format or keyword that draft-04 has no word for', () => {
    class Lower {
      @IsLowercase()
      value!: string;
    }
    class Flagged {
      @Matches(/^a$/i)
      value!: string;
    }
    class Formatted {
      @IsString()
      @JSONSchema({ format: 'uuid' })
      value!: string;
    }
    class Foreign {
      @IsString()
      @JSONSchema({ deprecated: true })
      value!: string;
    }
    for (const dto of [Lower, Flagged, Formatted, Foreign]) {
      expect(() => new SchemaCatalogue().validator(dto)).toThrow();
    }
  });

  test('a class that is known by nothing', () => {
    expect(schemaCatalogue.document('no-such')).toBeUndefined();
    expect(schemaCatalogue.nameOf(SampleOperator)).toBe('sample-operator');
    expect(() => schemaCatalogue.validator(class Empty {})).toThrow('no property');
  });
});
