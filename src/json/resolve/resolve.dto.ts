import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  type Binding,
  BINDINGS,
  CONTRACT_ID,
  EVSE_ID,
  LONGEST_URL,
} from '../../backend-definitions/index.js';

abstract class ResolveQuery {
  @IsOptional()
  @IsIn(BINDINGS)
  @JSONSchema({ description: 'only backends that are spoken to in this way' })
  binding?: Binding;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_URL)
  @JSONSchema({ description: 'only backends that speak this version of the interface' })
  namespaceUrl?: string;
}

export class ResolveEvseQuery extends ResolveQuery {
  @Matches(EVSE_ID)
  @JSONSchema({ description: 'an EVSE-ID, with separators or without: DE*8AA*E45B*78C, DE8AAE45B*78C' })
  evseId!: string;
}

export class ResolveContractQuery extends ResolveQuery {
  @Matches(CONTRACT_ID)
  @JSONSchema({
    description:
      'a Contract-ID in any case, with hyphens in all places or in none: DE-9BB-CA2B3C4D5-N, DE9BBCA2B3C4D5N',
  })
  contractId!: string;
}
