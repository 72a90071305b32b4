import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiAnswer,
  ApiCredentials,
  ApiJsonBody,
  ApiPathParameter,
  ApiProblems,
  BODY_PROBLEMS,
  EXAMPLE,
} from '../../http/openapi/index.js';
import { PARTNER_ID } from '../../partners/index.js';
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
  all: (): ClassDecorator => applyDecorators(ApiTags('Administration'), ApiCredentials()),

  issue: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'Issue a credential',
        description:
          'The secret is in this one answer only. Several may be active, so that a secret is changed without a gap. No body is needed.',
      }),
      partner(),
      ApiJsonBody(CredentialRequestBody, REQUEST, false),
      ApiAnswer(201, IssuedCredential, 'The credential with its secret', { ...CREDENTIAL, secret: SECRET }),
      ApiProblems('not-found', ...BODY_PROBLEMS),
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
      ApiOperation({
        summary: 'Revoke a credential',
        description: 'It lets nobody in from now on. May be repeated.',
      }),
      partner(),
      ApiPathParameter('credentialId', 'the credential', CREDENTIAL.credentialId),
      ApiResponse({ status: 204, description: 'The credential is revoked' }),
      ApiProblems('not-found', ...BODY_PROBLEMS),
    ),
};

function partner(): MethodDecorator {
  return ApiPathParameter('partnerId', 'the partner', EXAMPLE.operator, PARTNER_ID);
}
