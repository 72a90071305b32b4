import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { type BackendDefinition, liveTokens } from '../backend-definitions/index.js';
import { formatRevision } from '../database/index.js';
import { BackendEndpoint, ResponsibleBackend } from '../http/bodies/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../http/json-schema/index.js';
import { DailyTokenBody } from './daily-token.dto.js';

@PublishedSchema('backend-definition')
@JSONSchema({ description: 'A backend definition as it is published.' })
export class BackendDefinitionBody extends ResponsibleBackend {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DailyTokenBody)
  @JSONSchema({ description: 'the tokens that are not over, by day' })
  tokens!: DailyTokenBody[];
}

@PublishedSchema('resolved-backend')
@JSONSchema({ description: 'The backend that answers for an ID, and how to be let in at this moment.' })
export class ResolvedBackend extends BackendEndpoint {
  @IsString()
  @JSONSchema({ description: 'the whitelist pattern that matched' })
  pattern!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => DailyTokenBody)
  @JSONSchema({ description: 'the token to use now; absent while the backend has published none for today' })
  token?: DailyTokenBody;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'the state of the registry that the answer is of' })
  asOf!: string;
}

/** @param now milliseconds since the epoch; tokens that are over by then are left out */
export function toDefinitionBody(definition: BackendDefinition, now: number): BackendDefinitionBody {
  const { partnerId, backendId, url, namespaceUrl, binding, whitelist, blacklist, tokens, changedAt } =
    definition;
  return {
    // Field by field: there are up to a hundred thousand in a snapshot, and spreading is slow.
    partnerId,
    backendId,
    url,
    namespaceUrl,
    binding,
    whitelist,
    blacklist,
    tokens: liveTokens(tokens, now).map(({ accessToken, validDate }) => ({ accessToken, validDate })),
    changedAt: formatRevision(changedAt),
  };
}
