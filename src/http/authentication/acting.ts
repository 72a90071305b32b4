import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '../../audit/index.js';
import type { AuthenticatedRequest } from './authentication.guard.js';
import { originOf } from './origin.js';

/** Who calls, for whatever changes something; not in public controllers. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  const { caller } = request;
  if (caller.kind === 'admin') return { kind: 'staff', ...originOf(request, 'administration') };
  return { ...caller, ...originOf(request, 'json') };
});
