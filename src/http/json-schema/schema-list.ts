import { Type } from 'class-transformer';
import { IsArray, IsString, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from './schema-catalogue.js';

@JSONSchema({ description: 'A published JSON Schema.' })
export class SchemaReference {
  @IsString()
  @JSONSchema({ description: 'The name of the schema.', example: 'problem' })
  name!: string;

  @IsString()
  @JSONSchema({ description: 'The path it is served at.', example: '/v1/schemas/problem.json' })
  path!: string;
}

@PublishedSchema('schema-list')
@JSONSchema({ description: 'The JSON Schemas (draft-04) of all request and response bodies.' })
export class SchemaList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SchemaReference)
  items!: SchemaReference[];
}
