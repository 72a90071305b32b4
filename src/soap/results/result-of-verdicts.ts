import type { Statement, Verdict } from '../../backend-definitions/index.js';
import { type FieldError, RegistryError } from '../../registry-error/index.js';
import { parseUrl } from '../../url/index.js';
import { describeFields } from './describe-refusal.js';
import type { Result } from './result.js';
import { resultCodeOf } from './result-code.js';

/** A statement, and how the message that it stands in names it. */
export interface Said {
  /** `operatorEndpointArray[2]` */
  readonly place: string;
  /** Which backend it is about, for people. */
  readonly url?: string;
  readonly statement: Statement;
  /** How the message names a field of what the statement says. */
  readonly nameOf: (path: FieldError['path']) => FieldError['path'];
}

/** What is told of statements that were taken each for itself: those refused are named, with all that is wrong. */
export function resultOfVerdicts(said: readonly Said[], verdicts: readonly Verdict[]): Result {
  const refused = said.flatMap((one, index) => {
    const verdict = verdicts[index];
    return verdict instanceof RegistryError ? [{ ...one, error: verdict }] : [];
  });
  const accepted = said.length - refused.length;
  if (refused.length === 0)
    return { code: 'ok', description: [`${accepted} accepted.`, ...idle(said, verdicts)].join(' ') };
  const reasons = listed(refused.map(describeRefused));
  if (accepted > 0)
    return { code: 'partly', description: `${accepted} accepted, ${refused.length} refused: ${reasons}` };
  const [code = 'format', ...others] = new Set(refused.map(({ error }) => resultCodeOf(error.code)));
  return { code: others.length === 0 ? code : 'format', description: `Refused: ${reasons}` };
}

/** Who withdraws what is not there may have misspelt it. */
function idle(said: readonly Said[], verdicts: readonly Verdict[]): string[] {
  const places = said.flatMap(({ place }, index) => {
    const verdict = verdicts[index];
    const isIdle = !(verdict instanceof RegistryError) && !verdict?.definition && !verdict?.existed;
    return isIdle ? [place] : [];
  });
  return places.length === 0 ? [] : [`There was nothing to withdraw: ${listed(places)}.`];
}

/** As many as a description has room for, and how many more there are. */
function listed(texts: readonly string[]): string {
  let room = ROOM;
  const fitting = texts.filter((text) => (room -= text.length + 2) >= 0);
  const more = texts.length - fitting.length;
  return [...fitting, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

/** In characters: the longest description of OCHP, less what stands before and after the list. */
const ROOM = 900;

function describeRefused({ place, url, nameOf, error }: Said & { error: RegistryError }): string {
  const fields = error.fields.map(({ path, detail }) => ({ path: nameOf(path), detail }));
  return `${place}${addressIn(url)}: ${fields.length > 0 ? describeFields(fields) : error.message}`;
}

/** Host and path only: what else an address may hold could be a secret. */
function addressIn(url: string | undefined): string {
  const parsed = parseUrl(url ?? '');
  return parsed ? ` (https://${parsed.host}${parsed.pathname})`.slice(0, LONGEST_ADDRESS) : '';
}

const LONGEST_ADDRESS = 80;
