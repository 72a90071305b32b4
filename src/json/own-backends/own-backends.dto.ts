import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from '../../http/json-schema/index.js';
import { PageBody } from '../../http/paging/index.js';
import { BackendDefinitionBody } from '../definition.dto.js';

@PublishedSchema('own-backends')
@JSONSchema({
  description: 'A page of the definitions that the caller has published, in the order of their IDs.',
})
export class OwnBackends extends PageBody {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BackendDefinitionBody)
  @JSONSchema({ description: 'the definitions' })
  items!: BackendDefinitionBody[];
}
