import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from '../../http/json-schema/index.js';
import { BackendDefinitionBody } from '../definition.dto.js';

@PublishedSchema('own-backends')
@JSONSchema({ description: 'A page of the definitions that the caller has published, in the order of their IDs.' })
export class OwnBackends {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BackendDefinitionBody)
  @JSONSchema({ description: 'the definitions' })
  items!: BackendDefinitionBody[];

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'where the next page begins; absent on the last one' })
  next?: string;
}
