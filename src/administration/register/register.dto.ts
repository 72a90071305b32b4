import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema, UTC_TIMESTAMP } from '../../http/json-schema/index.js';
import { PARTNER_ID } from '../../partners/index.js';
import { PartnerAdmission } from '../partners/partners.dto.js';

/** How many partners, and how many connections, one document may state. */
export const MOST_ROWS = 50_000;

@PublishedSchema('register-partner')
@JSONSchema({ description: 'A partner as it shall be, or is.' })
export class RegisterPartner extends PartnerAdmission {
  @IsOptional()
  @IsIn(['admitted', 'suspended'])
  @JSONSchema({ description: 'stays as it is unless told; a new partner is admitted' })
  status?: 'admitted' | 'suspended';
}

@PublishedSchema('register-connection')
@JSONSchema({ description: 'A roaming connection that shall be there, or is.' })
export class RegisterConnection {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the operator' })
  operatorPartnerId!: string;

  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the provider' })
  providerPartnerId!: string;
}

@PublishedSchema('register')
@JSONSchema({
  description: 'Partners and roaming connections as they shall be, or are. What is not named stays as it is.',
  minProperties: 1,
})
export class RegisterDocument {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => RegisterPartner)
  @JSONSchema({ description: 'the partners, each once' })
  partners?: RegisterPartner[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @ValidateNested({ each: true })
  @Type(() => RegisterConnection)
  @JSONSchema({ description: 'the connections, each once' })
  roamingConnections?: RegisterConnection[];
}

export class RestateQuery {
  @IsOptional()
  @IsIn(['true', 'false'])
  @JSONSchema({ description: 'with `true`, only tells what would come of it' })
  dryRun?: string;
}

export class ExportQuery {
  @IsOptional()
  @IsIn(['partners', 'roamingConnections'])
  @JSONSchema({
    description: 'with `Accept: text/csv`, which of the two lists; the partners unless told',
  })
  list?: 'partners' | 'roamingConnections';
}

@PublishedSchema('register-restatement')
@JSONSchema({ description: 'What came of a register that was stated, or would come of it.' })
export class RegisterRestatement {
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({
    description: 'the state in which all is as stated; with `dryRun`, the one that it was tried on',
  })
  asOf!: string;

  @IsBoolean()
  @JSONSchema({ description: 'whether nothing was changed because that was asked for' })
  dryRun!: boolean;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'partners that are new' })
  partnersAdmitted!: number;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'partners that were otherwise before' })
  partnersChanged!: number;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'partners that were so already' })
  partnersUnchanged!: number;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'connections that are new' })
  connectionsSet!: number;

  @IsInt()
  @Min(0)
  @JSONSchema({ description: 'connections that were there already' })
  connectionsUnchanged!: number;
}
