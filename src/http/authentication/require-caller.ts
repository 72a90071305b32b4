import type { FastifyRequest } from 'fastify';
import type { Authenticator, Caller } from '../../credentials/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { parseAuthorization } from './authorization-header.js';
import { originOf } from './origin.js';

/**
 * Who is calling, for those whom this is for.
 * @param audience whom this is for; undefined: for nobody
 * @throws RegistryError as of `identifyCaller`; `not-permitted` where it is for others
 */
export async function requireCaller(
  authenticator: Authenticator,
  request: FastifyRequest,
  audience: Caller['kind'] | undefined,
): Promise<Caller> {
  const caller = await identifyCaller(authenticator, request, audience);
  requireAudience(caller, audience);
  return caller;
}

/**
 * Who is calling, whomever this is for.
 * @throws RegistryError `not-authenticated`, `suspended`, `too-many-requests`
 */
export async function identifyCaller(
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
  const caller = await authenticator.authenticate(proof, originOf(request, binding));
  if (caller.kind === 'partner') request.partnerId = caller.partnerId;
  return caller;
}

/** @throws RegistryError `not-permitted` */
export function requireAudience({ kind }: Caller, audience: Caller['kind'] | undefined): void {
  if (kind !== audience) throw notForYou(audience);
}

function notForYou(audience: Caller['kind'] | undefined): RegistryError {
  const who = audience === 'partner' ? 'roaming partners' : 'clearing-house staff';
  return new RegistryError('not-permitted', `This is for ${who} only.`);
}
