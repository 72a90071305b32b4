import { RegistryError } from '../../registry-error/index.js';

type Part = string | number;
type KindOf<T> = T extends number ? 'number' : 'string';

/**
 * Where the next page begins, as the opaque `next` of an answer. It is not signed: whatever a client makes of it, it
 * sees no more than it may, since every page checks that for itself.
 */
export function encodeNext(parts: readonly Part[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * @param kinds what the parts must be, in order
 * @throws RegistryError `invalid-parameter`
 */
export function decodeNext<T extends readonly Part[]>(
  next: string,
  kinds: { [K in keyof T]: KindOf<T[K]> },
): T {
  const parts = parse(next);
  const expected: readonly string[] = kinds;
  if (!Array.isArray(parts) || parts.length !== expected.length) throw invalidNext();
  if (parts.some((part, index) => !isOfKind(part, expected[index]))) throw invalidNext();
  return parts as unknown as T;
}

export function invalidNext(): RegistryError {
  const fields = [
    { path: ['next'], detail: 'must be the next of the page before, with the same other parameters' },
  ];
  return new RegistryError('invalid-parameter', 'next does not name a page.', fields);
}

/** Numbers are revisions; text goes into a query, where PostgreSQL refuses NUL. */
function isOfKind(part: unknown, kind: string | undefined): boolean {
  if (typeof part === 'number') return kind === 'number' && Number.isSafeInteger(part) && part >= 0;
  return typeof part === 'string' && kind === 'string' && part.isWellFormed() && !part.includes('\0');
}

function parse(next: string): unknown {
  try {
    return JSON.parse(Buffer.from(next, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
