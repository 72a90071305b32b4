import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Authenticator, type Caller } from '../../credentials/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { parseAuthorization } from './authorization-header.js';
import { IS_PUBLIC } from './public.js';

const AUDIENCE = 'http:audience';

/** Says whom a controller is for; one that says nothing is for nobody. */
export const For = (audience: Caller['kind']): ClassDecorator => SetMetadata(AUDIENCE, audience);

/** A request that got past the guard knows its caller. */
export type AuthenticatedRequest = FastifyRequest & { caller: Caller };

/** Lets in who is known, and only to what is meant for it. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, places)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    request.caller = await this.identify(request);
    if (request.caller.kind === 'partner') request.partnerId = request.caller.partnerId;
    const audience = this.reflector.getAllAndOverride<Caller['kind']>(AUDIENCE, places);
    if (request.caller.kind !== audience) throw notForYou(audience);
    return true;
  }

  private async identify(request: FastifyRequest): Promise<Caller> {
    const proof = parseAuthorization(request.headers.authorization);
    if (!proof)
      throw new RegistryError(
        'not-authenticated',
        'This takes credentials, by HTTP Basic or as a Bearer token.',
      );
    return this.authenticator.authenticate(proof);
  }
}

function notForYou(audience: Caller['kind'] | undefined): RegistryError {
  const who = audience === 'partner' ? 'roaming partners' : 'clearing-house staff';
  return new RegistryError('not-permitted', `This is for ${who} only.`);
}
