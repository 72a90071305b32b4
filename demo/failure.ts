import { isDeepStrictEqual } from 'node:util';

/** Something did not come out as told. */
export class Failure extends Error {
  constructor(
    readonly what: string,
    readonly expected: unknown,
    readonly got: unknown,
  ) {
    super(`${what}: not as told`);
  }
}

/** @throws Failure unless the two are the same through and through */
export function verify(what: string, got: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(got, expected)) throw new Failure(what, expected, got);
}
