import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { DescribedPartner } from '../../http/bodies/index.js';
import { PublishedSchema } from '../../http/json-schema/index.js';
import { PageBody } from '../../http/paging/index.js';
import { PARTNER_ID, PARTY_ID } from '../../partners/index.js';

const MOST_IDS = 500;
const ID_RULE = 'country and party, in any case, with * or - between them or without: DE*8AA, DE-8AA, DE8AA';
/** It begins with something that can be seen; a single pass decides. */
const NAME = /^[^\s\u0000-\u001F\u007F][^\u0000-\u001F\u007F]*$/;
const NAME_RULE = 'the name of the company: some text without control characters';

@PublishedSchema('partner-admission')
@JSONSchema({ description: 'A partner to admit.' })
export class PartnerAdmission {
  @Matches(PARTNER_ID)
  @JSONSchema({
    description: 'its name in the registry: small letters, digits, dot, hyphen and underscore, up to 63',
  })
  partnerId!: string;

  @Matches(NAME)
  @MaxLength(200)
  @JSONSchema({ description: NAME_RULE })
  name!: string;

  @IsArray()
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @Matches(PARTY_ID, { each: true })
  @JSONSchema({
    description: 'the operator IDs it owns; none if it is no operator',
    items: { description: ID_RULE },
  })
  operatorIds!: string[];

  @IsArray()
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @Matches(PARTY_ID, { each: true })
  @JSONSchema({
    description: 'the provider IDs it owns; none if it is no provider',
    items: { description: ID_RULE },
  })
  providerIds!: string[];
}

@PublishedSchema('partner-change')
@JSONSchema({ description: 'What to change of a partner; what is left out stays.', minProperties: 1 })
export class PartnerChangeBody {
  @IsOptional()
  @Matches(NAME)
  @MaxLength(200)
  @JSONSchema({ description: NAME_RULE })
  name?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @Matches(PARTY_ID, { each: true })
  @JSONSchema({ description: 'all the operator IDs it owns from now on', items: { description: ID_RULE } })
  operatorIds?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IDS)
  @ArrayUnique()
  @Matches(PARTY_ID, { each: true })
  @JSONSchema({ description: 'all the provider IDs it owns from now on', items: { description: ID_RULE } })
  providerIds?: string[];
}

@PublishedSchema('partner')
@JSONSchema({ description: 'A roaming partner.' })
export class PartnerBody extends DescribedPartner {
  @IsIn(['admitted', 'suspended'])
  @JSONSchema({ description: 'a suspended partner is shut out and disappears from everybody’s view' })
  status!: 'admitted' | 'suspended';
}

@PublishedSchema('partners')
@JSONSchema({ description: 'A page of partners, in the order of their IDs.' })
export class Partners extends PageBody {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartnerBody)
  @JSONSchema({ description: 'the partners' })
  items!: PartnerBody[];
}
