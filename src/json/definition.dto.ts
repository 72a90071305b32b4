import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { BACKEND_ID, type BackendDefinition, type Binding, BINDINGS, liveTokens } from '../backend-definitions/index.js';
import { formatRevision } from '../database/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../http/json-schema/index.js';
import { PARTNER_ID } from '../partners/index.js';
import { DailyTokenBody } from './daily-token.dto.js';

@PublishedSchema('backend-identity')
@JSONSchema({ description: 'Which definition: of those of one role, each partner names its own.' })
export class BackendIdentity {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'whose it is' })
  partnerId!: string;

  @Matches(BACKEND_ID)
  @JSONSchema({ description: 'what its owner calls it' })
  backendId!: string;
}

@PublishedSchema('backend-definition')
@JSONSchema({ description: 'A backend definition as it is published.' })
export class BackendDefinitionBody extends BackendIdentity {
  @IsString()
  @JSONSchema({ description: 'where the OCHP-direct server is' })
  url!: string;

  @IsString()
  @JSONSchema({ description: 'the interface version spoken there' })
  namespaceUrl!: string;

  @IsIn(BINDINGS)
  @JSONSchema({ description: 'how it is spoken to' })
  binding!: Binding;

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'patterns of the IDs that the backend answers for' })
  whitelist!: string[];

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'exceptions from the whitelist' })
  blacklist!: string[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DailyTokenBody)
  @JSONSchema({ description: 'the tokens that are not over, by day' })
  tokens!: DailyTokenBody[];

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'since when it is as it is' })
  changedAt!: string;
}

@PublishedSchema('resolved-backend')
@JSONSchema({ description: 'The backend that answers for an ID, and how to be let in at this moment.' })
export class ResolvedBackend extends BackendIdentity {
  @IsString()
  @JSONSchema({ description: 'where the OCHP-direct server is' })
  url!: string;

  @IsString()
  @JSONSchema({ description: 'the interface version spoken there' })
  namespaceUrl!: string;

  @IsIn(BINDINGS)
  @JSONSchema({ description: 'how it is spoken to' })
  binding!: Binding;

  @IsString()
  @JSONSchema({ description: 'the whitelist pattern that matched' })
  pattern!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => DailyTokenBody)
  @JSONSchema({ description: 'the token to use now; absent while the backend has published none for today' })
  token?: DailyTokenBody;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'since when the definition is as it is' })
  changedAt!: string;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'the state of the registry that the answer is of' })
  asOf!: string;
}

/** @param now milliseconds since the epoch; tokens that are over by then are left out */
export function toDefinitionBody(definition: BackendDefinition, now: number): BackendDefinitionBody {
  const { whitelist, blacklist, tokens, changedAt, ...rest } = definition;
  return {
    ...rest,
    whitelist: [...whitelist],
    blacklist: [...blacklist],
    tokens: liveTokens(tokens, now).map(({ accessToken, validDate }) => ({ accessToken, validDate })),
    changedAt: formatRevision(changedAt),
  };
}
