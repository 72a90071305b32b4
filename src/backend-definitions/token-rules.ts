import { RegistryError } from '../registry-error/index.js';
import { type DailyToken, firstLiveDay, liveTokens } from './daily-token.js';

/**
 * Refuses a token for a day that is over, unless it is the very one already there: a client may state its definition
 * again without first clearing out what has run out meanwhile.
 * @throws RegistryError `invalid-value`
 */
export function checkNotOver(stated: readonly DailyToken[], present: readonly DailyToken[], now: number): void {
  const isThere = (token: DailyToken) =>
    present.some((known) => known.validDate === token.validDate && known.accessToken === token.accessToken);
  const fields = stated.flatMap((token, index) =>
    token.validDate >= firstLiveDay(now) || isThere(token)
      ? []
      : [{ path: ['tokens', index, 'validDate'], detail: `is over: days from ${firstLiveDay(now)} on are accepted` }],
  );
  if (fields.length > 0) throw new RegistryError('invalid-value', 'Some tokens are for days that are over.', fields);
}

/**
 * The tokens that are not over, with the one of its day added or replaced.
 * @throws RegistryError `invalid-value` when the day is over, when the token serves another day already, or when there are too many
 */
export function withToken(tokens: readonly DailyToken[], token: DailyToken, now: number): DailyToken[] {
  if (token.validDate < firstLiveDay(now)) throw refused('validDate', `is over: days from ${firstLiveDay(now)} on are accepted`);
  const others = liveTokens(tokens, now).filter(({ validDate }) => validDate !== token.validDate);
  if (others.some(({ accessToken }) => accessToken === token.accessToken))
    throw refused('accessToken', 'is used for another day of this definition');
  if (others.length >= MOST_TOKENS) throw refused('validDate', `would be one more than ${MOST_TOKENS} tokens`);
  return [...others, token].toSorted((a, b) => (a.validDate < b.validDate ? -1 : 1));
}

/** How many tokens a definition may list: two months of days. */
export const MOST_TOKENS = 62;

function refused(field: string, detail: string): RegistryError {
  return new RegistryError('invalid-value', 'The token can not be set.', [{ path: [field], detail }]);
}
