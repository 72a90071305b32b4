const LEAP_YEAR = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const DAY = [
  '[0-9]{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
  '[0-9]{4}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
  '[0-9]{4}-02-(?:0[1-9]|1[0-9]|2[0-8])',
  `${LEAP_YEAR}-02-29`,
].join('|');
const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]';

/**
 * A day that exists in the Gregorian calendar, as YYYY-MM-DD. A pattern, because draft-04 knows no format for
 * days, and every validator has to give the same answer about 30 February.
 */
export const CALENDAR_DAY = new RegExp(`^(?:${DAY})$`);

/** A moment in UTC, as YYYY-MM-DDThh:mm:ssZ with up to six decimals. Leap seconds are not taken. */
export const UTC_TIMESTAMP = new RegExp(`^(?:${DAY})T${TIME}(?:\\.[0-9]{1,6})?Z$`);
