/** A UTC day, `2026-11-22`. Days compare as text. */
export type Day = string & { readonly kind: 'UTC day' };

/** What lets a partner in on one day. The access token is a secret of the definition's owner and its partners. */
export interface DailyToken {
  readonly accessToken: string;
  /** The UTC day N the token is for; it lets in from day N-1 23:50 to day N+1 00:30. */
  readonly validDate: Day;
}

/**
 * An access token: any text but control characters, and the two that XML cannot carry. The pattern does not count: some
 * validators would count an emoji as two, and `maxLength` never does.
 */
export const ACCESS_TOKEN = /^[^\u0000-\u001F\u007F\uFFFE\uFFFF]+$/;

/** In characters. */
export const LONGEST_ACCESS_TOKEN = 255;

const MINUTE = 60_000;
const DAY_LENGTH = 24 * 60 * MINUTE;
const OPENS_BEFORE_THE_DAY = 10 * MINUTE;
const CLOSES_AFTER_THE_DAY = 30 * MINUTE;

/** Tomorrow's token is to be there from 11:55 UTC on, since partners fetch it from 12:05 on. */
const NEXT_IS_DUE_AT = (11 * 60 + 55) * MINUTE;

export const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day of the calendar: `2026-02-30` is not. */
export function isDay(text: string): text is Day {
  if (!DAY.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && dayAt(midnight.getTime()) === text;
}

/** The first day whose token is not over yet at a moment: at 00:30 UTC yesterday's token is. */
export function firstLiveDay(now: number): Day {
  return dayAt(now - CLOSES_AFTER_THE_DAY);
}

/** The tokens that are not over yet; the only ones that are ever given out. */
export function liveTokens<T extends DailyToken>(tokens: readonly T[], now: number): T[] {
  const first = firstLiveDay(now);
  return tokens.filter(({ validDate }) => validDate >= first);
}

/** The tokens that are not over, with the one of its day added or replaced. */
export function withToken(tokens: readonly DailyToken[], token: DailyToken, now: number): DailyToken[] {
  const others = liveTokens(tokens, now).filter(({ validDate }) => validDate !== token.validDate);
  return [...others, token].toSorted((a, b) => (a.validDate < b.validDate ? -1 : 1));
}

/**
 * The token to use at this moment: today's, and where there is none, one whose window is open all the same
 * (yesterday's until 00:30, tomorrow's from 23:50).
 */
export function tokenAt(tokens: readonly DailyToken[], now: number): DailyToken | undefined {
  const last = dayAt(now + OPENS_BEFORE_THE_DAY);
  const open = liveTokens(tokens, now).filter(({ validDate }) => validDate <= last);
  return open.find(({ validDate }) => validDate === dayAt(now)) ?? open[0];
}

/** The days for which a definition is to have a token by now: today, and from 11:55 UTC on tomorrow, too. */
export function dueDays(now: number): readonly Day[] {
  const tomorrow = nextDueDay(now);
  return [dayAt(now), ...(tomorrow === undefined ? [] : [tomorrow])];
}

/** The last of them. */
export function lastDueDay(now: number): Day {
  return nextDueDay(now) ?? dayAt(now);
}

/** Tomorrow, once its token is due; undefined before 11:55 UTC. */
export function nextDueDay(now: number): Day | undefined {
  return now % DAY_LENGTH >= NEXT_IS_DUE_AT ? dayAt(now + DAY_LENGTH) : undefined;
}

/** The last answer is kept: all definitions of a page are asked about the same day. */
function dayAt(milliseconds: number): Day {
  const number = Math.floor(milliseconds / DAY_LENGTH);
  if (number !== last.number)
    last = { number, day: new Date(milliseconds).toISOString().slice(0, 10) as Day };
  return last.day;
}

let last = { number: 0, day: '1970-01-01' as Day };
