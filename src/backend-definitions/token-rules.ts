import { type FieldError, RegistryError } from '../registry-error/index.js';
import { type DailyToken, firstLiveDay, liveTokens } from './daily-token.js';

/**
 * Refuses a token for a day that is over, unless it is the very one already there: a client may state its definition
 * again without first clearing out what has run out meanwhile.
 */
export function checkNotOver(
  stated: readonly DailyToken[],
  present: readonly DailyToken[],
  now: number,
): FieldError[] {
  const first = firstLiveDay(now);
  const isThere = (token: DailyToken) =>
    present.some((known) => known.validDate === token.validDate && known.accessToken === token.accessToken);
  return stated.flatMap((token, index) =>
    token.validDate >= first || isThere(token)
      ? []
      : [{ path: ['tokens', index, 'validDate'], detail: `is over: days from ${first} on are accepted` }],
  );
}

/** How many tokens a definition may list: two months of days. */
export const MOST_TOKENS = 62;

/**
 * Whether a token may be set beside those that are there.
 * @throws RegistryError `invalid-parameter` when the day is over, or one too many; `invalid-value` when the token serves
 *   another day already
 */
export function checkToken(tokens: readonly DailyToken[], token: DailyToken, now: number): void {
  const first = firstLiveDay(now);
  if (token.validDate < first) throw refusedDay(`is over: days from ${first} on are accepted`);
  const others = liveTokens(tokens, now).filter(({ validDate }) => validDate !== token.validDate);
  if (others.length >= MOST_TOKENS) throw refusedDay(`would be one more than ${MOST_TOKENS} tokens`);
  if (others.some(({ accessToken }) => accessToken === token.accessToken)) throw usedForAnotherDay();
}

function refusedDay(detail: string): RegistryError {
  return new RegistryError('invalid-parameter', 'No token can be set for this day.', [
    { path: ['validDate'], detail },
  ]);
}

function usedForAnotherDay(): RegistryError {
  const fields = [{ path: ['accessToken'], detail: 'is used for another day of this definition' }];
  return new RegistryError('invalid-value', 'The token can not be set.', fields);
}
