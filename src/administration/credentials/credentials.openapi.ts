import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiCredentials, ApiJsonBody, ApiProblems, EXAMPLE } from '../../http/openapi/index.js';
import { CredentialRequestBody, Credentials, IssuedCredential } from './credentials.dto.js';

const REQUEST = { label: 'polling job', expiresAt: '2099-12-31T00:00:00Z' };
const CREDENTIAL = {
  credentialId: '0f3a9c51d27be846',
  partnerId: EXAMPLE.operator,
  label: REQUEST.label,
  status: 'active',
  issuedAt: '2026-11-22T04:44:00.123Z',
  expiresAt: '2099-12-31T00:00:00.000Z',
};
const SECRET = '0f3a9c51d27be846.EXAMPLE-of-a-secret-not-one-that-would-work';

/** What the documentation says of credentials. */
export const DescribeCredentials = {
  all: (): ClassDecorator => applyDecorators(ApiTags('Administration'), ApiCredentials()) as ClassDecorator,

  issue: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'Issue a credential',
        description: 'The secret is in this one answer only. Several may be active, so that a secret is changed without a gap.',
      }),
      partner(),
      ApiJsonBody(CredentialRequestBody, REQUEST, false),
      ApiAnswer(201, IssuedCredential, 'The credential with its secret', { ...CREDENTIAL, secret: SECRET }),
      ApiProblems('not-found', 'invalid-value', 'malformed-body', 'body-too-large', 'unsupported-media-type'),
    ),

  list: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'List the credentials of a partner' }),
      partner(),
      ApiAnswer(200, Credentials, 'The credentials, without secrets', { items: [CREDENTIAL] }),
      ApiProblems('not-found'),
    ),

  revoke: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'Revoke a credential', description: 'It lets nobody in from now on. May be repeated.' }),
      partner(),
      ApiParam({
        name: 'credentialId',
        description: 'the credential',
        schema: { type: 'string' },
        example: CREDENTIAL.credentialId,
      }),
      ApiResponse({ status: 204, description: 'The credential is revoked' }),
      ApiProblems('not-found'),
    ),
};

function partner(): MethodDecorator {
  return ApiParam({ name: 'partnerId', description: 'the partner', schema: { type: 'string' }, example: EXAMPLE.operator });
}
