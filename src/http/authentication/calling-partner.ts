import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '../../credentials/index.js';
import type { PartnerId } from '../../partners/index.js';
import type { AuthenticatedRequest } from './authentication.guard.js';

/** A partner that calls, and the credential it showed. */
export type CallingWith = Extract<Caller, { kind: 'partner' }>;

/** Who calls; only in controllers that are `@For('partner')`. */
export const Calling = createParamDecorator((_: unknown, context: ExecutionContext) => callingWith(context));

/** The partner that calls; only in controllers that are `@For('partner')`. */
export const CallingPartner = createParamDecorator(
  (_: unknown, context: ExecutionContext): PartnerId => callingWith(context).partnerId,
);

function callingWith(context: ExecutionContext): CallingWith {
  const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (caller.kind !== 'partner')
    throw new Error('No partner is calling: the controller must be for partners.');
  return caller;
}
