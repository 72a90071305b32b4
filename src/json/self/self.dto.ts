import { IsArray, IsIn, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from '../../http/json-schema/index.js';
import { PARTNER_ID, type Role, ROLES } from '../../partners/index.js';

@PublishedSchema('self')
@JSONSchema({ description: 'Who the caller is.' })
export class Self {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the name of the partner in the registry' })
  partnerId!: string;

  @IsString()
  @JSONSchema({ description: 'the name of the company' })
  name!: string;

  @IsIn(ROLES, { each: true })
  @IsArray()
  @JSONSchema({ description: 'what the partner may act as' })
  roles!: Role[];

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the operator IDs it owns, without separators' })
  operatorIds!: string[];

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the provider IDs it owns, without separators' })
  providerIds!: string[];
}
