import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { RegistryError } from '../registry-error/index.js';
import { isPublic } from './authentication/index.js';
import { takesLargeBody } from './body/index.js';
import { perOperation } from './per-operation.js';

/**
 * Refuses what a caller sends and the operation does not take, rather than let it believe that it was heeded: a body,
 * or a query string. What an operation takes is known by its parameters, `@Body()` and `@Query()`. Public operations
 * let a query string pass, since probes and caches add their own. A guard, which comes behind the one that asks who is
 * calling: a single interceptor would have Nest wrap every answer in observables.
 */
@Injectable()
export class RefuseUntaken implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { body, query } = context.switchToHttp().getRequest<FastifyRequest>();
    const takes = takenBy(context);
    if (!takes.body && !isEmpty(body)) throw untakenBody();
    if (takes.query) return true;
    const parameters = Object.keys(query as object);
    if (parameters.length > 0) throw untakenParameters(parameters);
    return true;
  }
}

/** Nest keeps the parameters of each handler under keys such as `3:0`: the kind, and the position. */
const takenBy = perOperation((handler, controller) => {
  const metadata: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name);
  const parameters = Object.keys(metadata ?? {});
  const takes = (kind: RouteParamtypes) => parameters.some((key) => key.startsWith(`${kind}:`));
  return {
    body: takes(RouteParamtypes.BODY) || takesLargeBody(handler),
    query: takes(RouteParamtypes.QUERY) || isPublic(handler, controller),
  };
});

/** Some clients send `{}` with every request. */
function isEmpty(body: unknown): boolean {
  return body === undefined || JSON.stringify(body) === '{}';
}

function untakenBody(): RegistryError {
  const fields = [{ path: [], detail: 'must be absent, or {}' }];
  return new RegistryError('invalid-value', 'This operation takes no body.', fields);
}

function untakenParameters(names: string[]): RegistryError {
  const fields = names.map((name) => ({ path: [name], detail: 'is not a known parameter' }));
  return new RegistryError('invalid-parameter', 'This operation takes no query string.', fields);
}
