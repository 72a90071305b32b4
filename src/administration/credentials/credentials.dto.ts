import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema, UTC_TIMESTAMP } from '../../http/json-schema/index.js';
import { PARTNER_ID } from '../../partners/index.js';

const EXPIRY_RULE = 'when it stops working: a UTC time in the future, 2027-01-31T00:00:00Z';

@PublishedSchema('credential-request')
@JSONSchema({ description: 'What a new credential shall be.' })
export class CredentialRequestBody {
  @IsOptional()
  @Matches(/^[^\u0000-\u001F\u007F]+$/)
  @MaxLength(100)
  @JSONSchema({ description: 'what it is for: up to 100 characters of text without control characters' })
  label?: string;

  @IsOptional()
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: EXPIRY_RULE })
  expiresAt?: string;
}

@PublishedSchema('credential')
@JSONSchema({ description: 'A credential of a partner, without its secret.' })
export class CredentialBody {
  @IsString()
  @JSONSchema({ description: 'names the credential; no secret' })
  credentialId!: string;

  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'whose it is' })
  partnerId!: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'what it is for' })
  label?: string;

  @IsIn(['active', 'expired', 'revoked'])
  @JSONSchema({ description: 'only an active credential lets in' })
  status!: 'active' | 'expired' | 'revoked';

  @IsString()
  @JSONSchema({ description: 'when it was issued' })
  issuedAt!: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'when it stops, or stopped, working by itself' })
  expiresAt?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'when it was revoked' })
  revokedAt?: string;
}

@PublishedSchema('issued-credential')
@JSONSchema({ description: 'A new credential, with its secret: the only answer that ever holds it.' })
export class IssuedCredential extends CredentialBody {
  @IsString()
  @JSONSchema({ description: 'the secret, 256 random bits and more; keep it safe, it cannot be shown again' })
  secret!: string;
}

@PublishedSchema('credentials')
@JSONSchema({ description: 'All credentials of a partner, oldest first.' })
export class Credentials {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CredentialBody)
  @JSONSchema({ description: 'the credentials' })
  items!: CredentialBody[];
}
