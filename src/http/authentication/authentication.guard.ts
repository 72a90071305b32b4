import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator, type Caller } from '../../credentials/index.js';
import { RequestLimit, Turns } from '../../limits/index.js';
import { perOperation } from '../per-operation.js';
import { takeTurn } from '../turn.js';
import { isPublic } from './public.js';
import { letIn } from './let-in.js';

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
    readonly authenticator: Authenticator,
    readonly requestLimit: RequestLimit,
    private readonly turns: Turns,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = audienceOf(context);
    if (audience === 'anybody') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const caller = await letIn(this, request, audience);
    request.caller = caller;
    if (caller.kind === 'partner' && (await takeTurn(this.turns, request, caller.partnerId)))
      await this.authenticator.confirm(caller);
    return true;
  }
}
