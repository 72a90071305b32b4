import { applyDecorators, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What one operation takes beyond what all do. */
interface LargeBodyOptions {
  /** In bytes. */
  readonly limit: number;
  /** The media types, in order of preference. What is not JSON reaches the handler as bytes. */
  readonly types: readonly string[];
}

/** Where the options are among those of the route. */
interface WithLargeBody {
  readonly largeBody?: LargeBodyOptions;
}

/** Lets one operation take bodies that are longer than others, or of other types. They are read from known callers only. */
export function LargeBody(largeBody: LargeBodyOptions): MethodDecorator {
  return applyDecorators(RouteConfig({ largeBody } satisfies WithLargeBody), SetMetadata(TAKES_BODY, true));
}

/** Such an operation finds the body in the request, and has no parameter for it. */
export function takesLargeBody(handler: object): boolean {
  return Reflect.hasMetadata(TAKES_BODY, handler);
}

const TAKES_BODY = 'http:takes-large-body';

/** The media types that the operation takes, where it takes others than all do. */
export function takenTypes(request: FastifyRequest): readonly string[] | undefined {
  return largeBodyOf(request)?.types;
}

/**
 * Gives operations that take large bodies their limit. A stranger could have the service keep and parse many of them at
 * once, so who calls is asked before a byte of the body is read; the guard asks again, like everywhere. To be called
 * before routes are registered.
 * @param admit throws for who is not let in
 */
export function allowLargeBodies(
  fastify: FastifyInstance,
  admit: (request: FastifyRequest) => Promise<unknown>,
): void {
  fastify.addHook('onRoute', (route) => {
    const { largeBody } = (route.config ?? {}) as WithLargeBody;
    if (largeBody) route.bodyLimit = largeBody.limit;
  });
  fastify.addHook('onRequest', async (request) => {
    if (largeBodyOf(request)) await admit(request);
  });
}

function largeBodyOf({ routeOptions }: FastifyRequest): LargeBodyOptions | undefined {
  return (routeOptions.config as WithLargeBody | undefined)?.largeBody;
}
