import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../problem-details/index.js';

const JSON_TYPE = 'application/json';
const MERGE_PATCH_TYPE = 'application/merge-patch+json';
/** Longer ones are no honest attempt, and would cost more to look at than they are worth. */
const LONGEST_TYPE = 100;
const PARAMETERS: readonly string[] = ['', 'charset=utf-8', 'charset="utf-8"'];

/**
 * Which of the types the headers announce.
 * @throws HttpError `unsupported-media-type` unless it is one of them, plain and in UTF-8
 */
export function takenType(headers: IncomingHttpHeaders, taken: readonly string[]): string {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw unsupported('The body must not be compressed.');
  const contentType = (headers['content-type'] ?? '').slice(0, LONGEST_TYPE).toLowerCase();
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  if (!taken.includes(type)) throw unsupported(`The body must be ${taken.join(' or ')}.`);
  if (!parameters.every((parameter) => PARAMETERS.includes(parameter)))
    throw unsupported('The body must be in UTF-8.');
  return type;
}

/** What operations take unless they say otherwise. */
export function jsonTypes(method: string): readonly string[] {
  return method === 'PATCH' ? [JSON_TYPE, MERGE_PATCH_TYPE] : [JSON_TYPE];
}

export function isJson(type: string): boolean {
  return type === JSON_TYPE || type === MERGE_PATCH_TYPE;
}

function unsupported(detail: string): HttpError {
  return new HttpError('unsupported-media-type', detail);
}
