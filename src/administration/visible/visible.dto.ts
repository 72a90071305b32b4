import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { ResponsibleBackend } from '../../http/bodies/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../../http/json-schema/index.js';
import { PageBody, PageQuery } from '../../http/paging/index.js';
import { PARTNER_ID, type Role, ROLES } from '../../partners/index.js';

export class VisibleQuery extends PageQuery {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the partner whose view it is' })
  partner!: string;

  @IsOptional()
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'a UTC time in the retention time, 2026-11-22T04:44:00Z; now unless told' })
  at?: string;
}

@PublishedSchema('visible-definition')
@JSONSchema({ description: 'A definition that a partner sees. Tokens are shown by their days only.' })
export class VisibleDefinition extends ResponsibleBackend {
  @IsIn(ROLES)
  @JSONSchema({ description: 'in which role it was published' })
  role!: Role;

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the days for which this version lists a token' })
  tokenDays!: string[];
}

@PublishedSchema('visible-definitions')
@JSONSchema({
  description: 'A page of what a partner sees, or saw at a moment: first of operators, then of providers.',
})
export class VisibleDefinitions extends PageBody {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'whose view it is' })
  partnerId!: string;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'the state of the registry that this is of' })
  asOf!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => VisibleDefinition)
  @JSONSchema({ description: 'the definitions' })
  items!: VisibleDefinition[];
}
