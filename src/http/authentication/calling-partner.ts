import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { PartnerId } from '../../partners/index.js';
import type { AuthenticatedRequest } from './authentication.guard.js';

/** The partner that calls; only in controllers that are `@For('partner')`. */
export const CallingPartner = createParamDecorator((_: unknown, context: ExecutionContext): PartnerId => {
  const { caller } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (caller.kind !== 'partner')
    throw new Error('No partner is calling: the controller must be for partners.');
  return caller.partnerId;
});
