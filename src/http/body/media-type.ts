import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../problem-details/index.js';

const JSON_TYPE = 'application/json';
const MERGE_PATCH_TYPE = 'application/merge-patch+json';
/** Longer ones are no honest attempt, and would cost more to look at than they are worth. */
const LONGEST_TYPE = 100;
const PARAMETERS: readonly string[] = ['', 'charset=utf-8', 'charset="utf-8"'];

/** @throws HttpError `unsupported-media-type` unless the headers announce plain JSON in UTF-8. */
export function assertJsonBody(method: string, headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw unsupported('The body must not be compressed.');
  const contentType = (headers['content-type'] ?? '').slice(0, LONGEST_TYPE).toLowerCase();
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim());
  if (!acceptedTypes(method).includes(type)) {
    throw unsupported(`The body must be ${acceptedTypes(method).join(' or ')}.`);
  }
  if (!parameters.every((parameter) => PARAMETERS.includes(parameter)))
    throw unsupported('The body must be in UTF-8.');
}

function acceptedTypes(method: string): string[] {
  return method === 'PATCH' ? [JSON_TYPE, MERGE_PATCH_TYPE] : [JSON_TYPE];
}

function unsupported(detail: string): HttpError {
  return new HttpError('unsupported-media-type', detail);
}
