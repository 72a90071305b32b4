import type { FastifyRequest } from 'fastify';
import type { Authenticator, Caller } from '../../credentials/index.js';
import type { RequestLimit } from '../../limits/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { parseAuthorization } from './authorization-header.js';
import { originOf } from './origin.js';

/** What stands between a request and those whom it is for. */
interface Doors {
  readonly authenticator: Authenticator;
  readonly requestLimit: RequestLimit;
}

/**
 * Who is calling, for those whom this is for. A request of a partner counts, also where it is not for partners.
 * @param audience whom this is for; undefined: for nobody
 * @throws RegistryError `not-authenticated`, `suspended`, `too-many-requests`; `not-permitted` where it is for others
 */
export async function letIn(
  { authenticator, requestLimit }: Doors,
  request: FastifyRequest,
  audience: Caller['kind'] | undefined,
): Promise<Caller> {
  const caller = await identifyCaller(authenticator, request, audience);
  if (caller.kind === 'partner') {
    request.partnerId = caller.partnerId;
    request.quota = requestLimit.admit(caller.credentialId);
  }
  if (caller.kind !== audience) throw notForYou(audience);
  return caller;
}

function identifyCaller(
  authenticator: Authenticator,
  request: FastifyRequest,
  audience: Caller['kind'] | undefined,
): Promise<Caller> {
  const proof = parseAuthorization(request.headers.authorization);
  if (!proof)
    throw new RegistryError(
      'not-authenticated',
      'This takes credentials, by HTTP Basic or as a Bearer token.',
    );
  const binding = audience === 'admin' ? 'administration' : 'json';
  return authenticator.authenticate(proof, originOf(request, binding));
}

function notForYou(audience: Caller['kind'] | undefined): RegistryError {
  const who = audience === 'partner' ? 'roaming partners' : 'clearing-house staff';
  return new RegistryError('not-permitted', `This is for ${who} only.`);
}
