import { IsArray, IsIn, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { BACKEND_ID, type Binding, BINDINGS } from '../../backend-definitions/index.js';
import { PARTNER_ID } from '../../partners/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../json-schema/index.js';

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

/** A published backend: whose, where, and how it is spoken to. */
export abstract class BackendEndpoint extends BackendIdentity {
  @IsString()
  @JSONSchema({ description: 'where the OCHP-direct server is' })
  url!: string;

  @IsString()
  @JSONSchema({ description: 'the interface version spoken there' })
  namespaceUrl!: string;

  @IsIn(BINDINGS)
  @JSONSchema({ description: 'how it is spoken to' })
  binding!: Binding;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'since when the definition is as it is' })
  changedAt!: string;
}

/** A published backend with the IDs that it answers for. */
export abstract class ResponsibleBackend extends BackendEndpoint {
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'patterns of the IDs that the backend answers for' })
  whitelist!: readonly string[];

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'exceptions from the whitelist' })
  blacklist!: readonly string[];
}
