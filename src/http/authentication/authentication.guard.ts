import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator, type Caller } from '../../credentials/index.js';
import { RequestLimit } from '../../limits/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { parseAuthorization } from './authorization-header.js';
import { originOf } from './origin.js';
import { perOperation } from '../per-operation.js';
import { isPublic } from './public.js';

const AUDIENCE = 'http:audience';

/** Says whom a controller is for; one that says nothing is for nobody. */
export const For = (audience: Caller['kind']): ClassDecorator => SetMetadata(AUDIENCE, audience);

const audienceOf = perOperation((handler, controller): Caller['kind'] | 'anybody' | undefined => {
  if (isPublic(handler, controller)) return 'anybody';
  return Reflect.getMetadata(AUDIENCE, controller) as Caller['kind'] | undefined;
});

/** A request that got past the guard knows its caller. */
export type AuthenticatedRequest = FastifyRequest & { caller: Caller };

/** Lets in who is known, and only to what is meant for it. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly requestLimit: RequestLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = audienceOf(context);
    if (audience === 'anybody') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.caller = await this.identify(request, audience);
    if (request.caller.kind === 'partner') {
      request.partnerId = request.caller.partnerId;
      request.quota = this.requestLimit.admit(request.caller.credentialId);
    }
    if (request.caller.kind !== audience) throw notForYou(audience);
    return true;
  }

  private async identify(request: FastifyRequest, audience: Caller['kind'] | undefined): Promise<Caller> {
    const proof = parseAuthorization(request.headers.authorization);
    if (!proof)
      throw new RegistryError(
        'not-authenticated',
        'This takes credentials, by HTTP Basic or as a Bearer token.',
      );
    const binding = audience === 'admin' ? 'administration' : 'json';
    return this.authenticator.authenticate(proof, originOf(request, binding));
  }
}

function notForYou(audience: Caller['kind'] | undefined): RegistryError {
  const who = audience === 'partner' ? 'roaming partners' : 'clearing-house staff';
  return new RegistryError('not-permitted', `This is for ${who} only.`);
}
