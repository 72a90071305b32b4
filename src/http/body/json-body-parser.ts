import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { takenTypes } from './large-body.js';
import { isJson, jsonTypes, takenType } from './media-type.js';
import { parseJson } from './parse-json.js';

/** The longest body that is read, in bytes: room for the longest lists that the schemas allow. */
export const BODY_LIMIT = 256 * 1024;

/**
 * Replaces the parsers of Fastify and Nest, for every media type: what is not JSON is refused by the same
 * parser, and Nest adds none of its own beside a catch-all.
 */
export function useStrictJson(app: NestFastifyApplication): void {
  app.getHttpAdapter().getInstance().removeAllContentTypeParsers();
  app.useBodyParser('*', { bodyLimit: BODY_LIMIT }, (request: FastifyRequest, body: Buffer, done) => {
    done(null, readBody(request, body));
  });
}

/** An empty body is no body, whatever its type. */
function readBody(request: FastifyRequest, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const { method, headers } = request;
  const type = takenType(headers, takenTypes(request) ?? jsonTypes(method));
  return isJson(type) ? parseJson(body) : body;
}
