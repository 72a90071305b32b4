import { IsArray, IsIn, IsInt, IsOptional, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { BACKEND_ID } from '../../backend-definitions/index.js';
import { PARTNER_ID, type Role, ROLES } from '../../partners/index.js';

@JSONSchema({
  description:
    'What was acted on: a definition, a connection, a partner, a credential, logins, or the register.',
})
export class AuditSubject {
  @IsOptional()
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'which partner, or whose definition or credential' })
  partnerId?: string;

  @IsOptional()
  @IsIn(ROLES)
  @JSONSchema({ description: 'in which role a definition was published' })
  role?: Role;

  @IsOptional()
  @Matches(BACKEND_ID)
  @JSONSchema({ description: 'what its owner calls the definition' })
  backendId?: string;

  @IsOptional()
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the operator of a connection' })
  operatorPartnerId?: string;

  @IsOptional()
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the provider of a connection' })
  providerPartnerId?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'which credential' })
  credentialId?: string;

  @IsOptional()
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the name that was shown with logins, where it is that of a partner, or admin' })
  shownName?: string;

  @IsOptional()
  @IsInt()
  @JSONSchema({ description: 'how many logins failed' })
  count?: number;

  @IsOptional()
  @IsInt()
  @JSONSchema({ description: 'how many partners an import admitted' })
  partnersAdmitted?: number;

  @IsOptional()
  @IsInt()
  @JSONSchema({ description: 'how many partners an import changed' })
  partnersChanged?: number;

  @IsOptional()
  @IsInt()
  @JSONSchema({ description: 'how many roaming connections an import set' })
  connectionsSet?: number;
}

@JSONSchema({
  description:
    'How the subject was, or is from now on: of a change only what is different, of what is new or gone all. Of access ' +
    'tokens there are the days only.',
})
export class AuditState {
  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'where the OCHP-direct server is' })
  url?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'the interface version spoken there' })
  namespaceUrl?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'how it is spoken to' })
  binding?: string;

  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'patterns of the IDs that the backend answers for' })
  whitelist?: string[];

  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'exceptions from the whitelist' })
  blacklist?: string[];

  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the days that have a token' })
  tokenDays?: string[];

  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the days whose token was not there before, or was another one' })
  newTokenDays?: string[];

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'since when the connection was set' })
  setAt?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'the name of the company' })
  name?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'admitted or suspended' })
  status?: string;

  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the operator IDs that the partner owns' })
  operatorIds?: string[];

  @IsOptional()
  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the provider IDs that the partner owns' })
  providerIds?: string[];

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'what the credential is for' })
  label?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'when the credential stops working by itself' })
  expiresAt?: string;
}
