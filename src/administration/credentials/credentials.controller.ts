import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '../../audit/index.js';
import { type Credential, type CredentialId, CredentialsService } from '../../credentials/index.js';
import { Acting, For } from '../../http/authentication/index.js';
import { schemaBody } from '../../http/json-schema/index.js';
import type { PartnerId } from '../../partners/index.js';
import { WallClock } from '../../time/index.js';
import {
  type CredentialBody,
  CredentialRequestBody,
  type Credentials,
  type IssuedCredential,
} from './credentials.dto.js';
import { DescribeCredentials } from './credentials.openapi.js';

/** Clearing-house staff issue, list and revoke the credentials of partners. */
@For('admin')
@DescribeCredentials.all()
@Controller('v1/admin/partners/:partnerId/credentials')
export class CredentialsController {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly wallClock: WallClock,
  ) {}

  @Post()
  @DescribeCredentials.issue()
  async issue(
    @Param('partnerId') partnerId: PartnerId,
    @Body(schemaBody(CredentialRequestBody)) { label, expiresAt }: CredentialRequestBody,
    @Acting() actor: Actor,
  ): Promise<IssuedCredential> {
    const request = { label, expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt) };
    const { credential, secret } = await this.credentials.issue(partnerId, request, actor);
    return { ...this.body(credential), secret };
  }

  @Get()
  @DescribeCredentials.list()
  async list(@Param('partnerId') partnerId: PartnerId): Promise<Credentials> {
    const credentials = await this.credentials.list(partnerId);
    return { items: credentials.map((credential) => this.body(credential)) };
  }

  @Delete(':credentialId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeCredentials.revoke()
  async revoke(
    @Param('partnerId') partnerId: PartnerId,
    @Param('credentialId') credentialId: CredentialId,
    @Acting() actor: Actor,
  ): Promise<void> {
    await this.credentials.revoke(partnerId, credentialId, actor);
  }

  private body({
    credentialId,
    partnerId,
    label,
    issuedAt,
    expiresAt,
    revokedAt,
  }: Credential): CredentialBody {
    const isExpired = expiresAt !== null && expiresAt.getTime() <= this.wallClock.now();
    return {
      credentialId,
      partnerId,
      ...(label !== null && { label }),
      status: revokedAt ? 'revoked' : isExpired ? 'expired' : 'active',
      issuedAt: issuedAt.toISOString(),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    };
  }
}
