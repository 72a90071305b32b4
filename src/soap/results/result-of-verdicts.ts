import type { Statement, Verdict } from '../../backend-definitions/index.js';
import { type FieldError, RegistryError } from '../../registry-error/index.js';
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
  if (refused.length === 0) return { code: 'ok', description: `${accepted} accepted.` };
  const reasons = refused.map(describeRefused).join('; ');
  if (accepted > 0)
    return { code: 'partly', description: `${accepted} accepted, ${refused.length} refused: ${reasons}` };
  const [code = 'format', ...others] = new Set(refused.map(({ error }) => resultCodeOf(error.code)));
  return { code: others.length === 0 ? code : 'format', description: `Refused: ${reasons}` };
}

function describeRefused({ place, url, nameOf, error }: Said & { error: RegistryError }): string {
  const fields = error.fields.map(({ path, detail }) => ({ path: nameOf(path), detail }));
  const backend = url === undefined ? place : `${place} (${url.slice(0, LONGEST_URL)})`;
  return `${backend}: ${fields.length > 0 ? describeFields(fields) : error.message}`;
}

const LONGEST_URL = 60;
