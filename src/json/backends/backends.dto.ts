import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { BackendIdentity } from '../../http/bodies/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../../http/json-schema/index.js';
import { PageBody, PageQuery } from '../../http/paging/index.js';
import { BackendDefinitionBody } from '../definition.dto.js';

const EPOCH = 'the epoch of the registry that asOf is of; send it as epoch beside since';
const AS_OF = 'the state of the registry that this is of; send it as since with the next poll';

@PublishedSchema('backend-snapshot')
@JSONSchema({
  description:
    'A page of all definitions of one role that the caller may see, in the order of partner and backend.',
})
export class BackendSnapshot extends PageBody {
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: AS_OF })
  asOf!: string;

  @IsString()
  @JSONSchema({ description: EPOCH })
  epoch!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BackendDefinitionBody)
  @JSONSchema({ description: 'the definitions' })
  items!: BackendDefinitionBody[];
}

@PublishedSchema('backend-updates')
@JSONSchema({ description: 'A page of what changed since an earlier state, for this caller.' })
export class BackendUpdates extends PageBody {
  @IsString()
  @JSONSchema({ description: 'the since that was asked for' })
  since!: string;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: AS_OF })
  asOf!: string;

  @IsString()
  @JSONSchema({ description: EPOCH })
  epoch!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BackendDefinitionBody)
  @JSONSchema({ description: 'definitions to put in place of what the client has' })
  updated!: BackendDefinitionBody[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BackendIdentity)
  @JSONSchema({ description: 'definitions to drop' })
  removed!: BackendIdentity[];
}

export class UpdatesQuery extends PageQuery {
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({
    description: 'the asOf of the answer before, or a UTC time of the client, 2026-11-22T04:44:00Z',
  })
  since!: string;

  @IsOptional()
  @Matches(/^[0-9A-Za-z-]{1,64}$/)
  @JSONSchema({
    description:
      'the epoch of the answer before. If the registry is in another one, since it was restored from a backup, 410 asks for a new ' +
      'snapshot, even where the clocks of the machines differ',
  })
  epoch?: string;

  @IsOptional()
  @Matches(/^(0|[1-9][0-9]{0,3})$/)
  @JSONSchema({
    description:
      'how many seconds the answer may be held back while there is nothing new for the caller; the registry may hold it ' +
      'for less (`LONGEST_WAIT`). Of no account beside next',
  })
  wait?: string;
}
