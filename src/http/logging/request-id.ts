import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { credentialIdOf } from '../../credentials/index.js';

export const REQUEST_ID_HEADER = 'X-Request-Id';

const ACCEPTABLE = /^[A-Za-z0-9._-]{1,64}$/;

/** The caller's own ID, so that both sides' logs can be matched, unless it could do harm in a log, or is a secret. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  const isFit = typeof given === 'string' && ACCEPTABLE.test(given) && credentialIdOf(given) === undefined;
  return isFit ? given : randomUUID();
}
