import { type Revision, revisionAt } from '../database/index.js';
import { RegistryError } from '../registry-error/index.js';

/** A time as clients write it: UTC, to the second or with up to six decimals. */
export const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?Z$/;

const DECIMALS = 6;
const SECOND = 1_000_000;

/**
 * What a timestamp names: with six decimals one revision (`from` = `until`, as in every `asOf`), with fewer all those
 * of the second, or the fraction of it, that it names; `until` is the last of them.
 */
export interface Moment {
  readonly text: string;
  readonly from: Revision;
  readonly until: Revision;
  readonly isExact: boolean;
}

/**
 * @param parameter the name under which the client sent it
 * @throws RegistryError `invalid-parameter`
 */
export function parseMoment(text: string, parameter: string): Moment {
  const [, second = '', decimals = ''] = TIMESTAMP.exec(text) ?? [];
  const milliseconds = Date.parse(`${second}Z`);
  // JavaScript takes the 30th of February for the 1st of March.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== Number(second.slice(8, 10)))
    throw notATime(parameter);
  const from = revisionAt(milliseconds) + Number(decimals.padEnd(DECIMALS, '0'));
  const isExact = decimals.length === DECIMALS;
  const until = isExact ? from : from + SECOND / 10 ** decimals.length - 1;
  return { text, from: from as Revision, until: until as Revision, isExact };
}

function notATime(parameter: string): RegistryError {
  const detail = 'must be a UTC time such as 2026-11-22T04:44:00.123456Z or 2026-11-22T04:44:00Z';
  return new RegistryError('invalid-parameter', `${parameter} is no time.`, [{ path: [parameter], detail }]);
}
