import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  ABSOLUTE_URI,
  type Binding,
  BINDINGS,
  HTTPS_URL,
  LONGEST_URL,
  MOST_PATTERNS,
  MOST_TOKENS,
  PATTERNS,
} from '../../backend-definitions/index.js';
import { PublishedSchema } from '../../http/json-schema/index.js';
import { DailyTokenBody } from '../daily-token.dto.js';

/** What is stated of a backend, in either role (protocol of OCHP-direct, backend definition). */
export abstract class BackendPublication {
  @Matches(HTTPS_URL)
  @MaxLength(LONGEST_URL)
  @JSONSchema({ description: 'an https URL without credentials' })
  url!: string;

  @Matches(ABSOLUTE_URI)
  @MinLength(1)
  @MaxLength(LONGEST_URL)
  @JSONSchema({
    description:
      'an absolute URI that names the interface version: http://ochp.eu/1.3 or http://ochp.eu/1.4 for SOAP, ' +
      'for JSON for instance urn:ochp-direct:json:0.1',
  })
  namespaceUrl!: string;

  @IsIn(BINDINGS)
  @JSONSchema({ description: 'how the server is spoken to' })
  binding!: Binding;

  @IsArray()
  @ArrayMaxSize(MOST_TOKENS)
  @ValidateNested({ each: true })
  @Type(() => DailyTokenBody)
  @JSONSchema({ description: 'one token a day; those that are over may be left out' })
  tokens!: DailyTokenBody[];
}

const EVSE_PATTERN =
  'an EVSE pattern: country and operator ID without separators, E, and the outlet, or the beginning of it and % (DE8AAE45B*78C, DE8AAE%)';

@PublishedSchema('operator-backend-publication')
@JSONSchema({ description: 'What an operator states about one of its backends.' })
export class OperatorBackendPublication extends BackendPublication {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PATTERNS)
  @ArrayUnique()
  @Matches(PATTERNS.operator, { each: true })
  @JSONSchema({
    description: 'the EVSE-IDs that the backend answers for',
    items: { description: EVSE_PATTERN },
  })
  whitelist!: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PATTERNS)
  @ArrayUnique()
  @Matches(PATTERNS.operator, { each: true })
  @JSONSchema({ description: 'exceptions from the whitelist', items: { description: EVSE_PATTERN } })
  blacklist?: string[];
}

const CONTRACT_PATTERN =
  'a Contract pattern: country and provider ID without separators, C, and up to 8 more characters, or the beginning of them and % (DE9BBCA2B3C4D5, DE9BBC%)';

@PublishedSchema('provider-backend-publication')
@JSONSchema({ description: 'What a provider states about one of its backends.' })
export class ProviderBackendPublication extends BackendPublication {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PATTERNS)
  @ArrayUnique()
  @Matches(PATTERNS.provider, { each: true })
  @JSONSchema({
    description: 'the Contract-IDs that the backend answers for',
    items: { description: CONTRACT_PATTERN },
  })
  whitelist!: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PATTERNS)
  @ArrayUnique()
  @Matches(PATTERNS.provider, { each: true })
  @JSONSchema({ description: 'exceptions from the whitelist', items: { description: CONTRACT_PATTERN } })
  blacklist?: string[];
}
