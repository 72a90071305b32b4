import type { FastifyInstance } from 'fastify';
import { RegistryError } from '../registry-error/index.js';
import { HttpError } from './problem-details/index.js';

/**
 * Refuses what no route takes, before a body is read: 405 with `Allow` if the path has other methods
 * (`OPTIONS` is one of them, as the registry has no use for it), else 404.
 *
 * Routes are collected as they are registered, and asked only when the router found none: registering a 405
 * for each missing method would hide `/a/:id` behind `/a/fixed`.
 */
export function refuseUnmatched(fastify: FastifyInstance): void {
  const methodsByPattern = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByPattern.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    methodsByPattern.set(url, methods);
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(request.is404 ? refusal(methodsByPattern, request.raw.url ?? '') : undefined);
  });
}

function refusal(methodsByPattern: ReadonlyMap<string, ReadonlySet<string>>, url: string): Error {
  const [path = ''] = url.split('?');
  const matching = [...methodsByPattern].filter(([pattern]) => matchesPattern(pattern, path));
  const allowed = [...new Set(matching.flatMap(([, methods]) => [...methods]))].sort().join(', ');
  return allowed === ''
    ? new RegistryError('not-found', 'There is nothing at this path.')
    : new HttpError('method-not-allowed', `This path has ${allowed} only.`, { Allow: allowed });
}

/** Patterns in the router's syntax, as far as the registry uses it: segments `:name` and `:name.json`, and `*` at the end. */
function matchesPattern(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const actual = path.split('/').map(decodeSegment);
  const isOpen = expected.at(-1) === '*';
  if (isOpen) expected.pop();
  const fits = expected.every((part, index) => matchesSegment(part, actual[index]));
  return fits && (isOpen ? actual.length > expected.length : actual.length === expected.length);
}

function matchesSegment(expected: string, actual = ''): boolean {
  if (!expected.startsWith(':')) return expected === actual;
  const [, suffix = ''] = /^:\w+(.*)$/.exec(expected) ?? [];
  return actual.length > suffix.length && actual.endsWith(suffix);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
