import { Type } from 'class-transformer';
import { IsArray, IsInt, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { CALENDAR_DAY, PublishedSchema } from '../../http/json-schema/index.js';
import { PageBody } from '../../http/paging/index.js';
import { PARTNER_ID } from '../../partners/index.js';

@PublishedSchema('partner-without-token')
@JSONSchema({ description: 'A partner with definitions that have no token for the day.' })
export class PartnerWithoutTokenBody {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the name of the partner in the registry' })
  partnerId!: string;

  @IsString()
  @JSONSchema({ description: 'the name of the company' })
  name!: string;

  @IsInt()
  @Min(1)
  @JSONSchema({ description: 'how many definitions the partner has published' })
  definitions!: number;

  @IsInt()
  @Min(1)
  @JSONSchema({ description: 'how many of them have no token for the day' })
  withoutToken!: number;
}

@PublishedSchema('missing-tokens')
@JSONSchema({ description: 'A page of partners that owe a token, in the order of their IDs.' })
export class MissingTokensBody extends PageBody {
  @Matches(CALENDAR_DAY)
  @JSONSchema({
    description: 'the last UTC day for which tokens are due: tomorrow from 11:55 UTC on, today before',
  })
  validDate!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartnerWithoutTokenBody)
  @JSONSchema({ description: 'the partners' })
  items!: PartnerWithoutTokenBody[];
}
