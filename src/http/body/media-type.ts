import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../problem-details/index.js';

const JSON_TYPE = 'application/json';
const MERGE_PATCH_TYPE = 'application/merge-patch+json';
const PARAMETERS = /^(?:\s*;\s*charset\s*=\s*(?:utf-8|"utf-8")\s*)?;?\s*$/i;

/** @throws HttpError `unsupported-media-type` unless the headers announce plain JSON in UTF-8. */
export function assertJsonBody(method: string, headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw unsupported('The body must not be compressed.');
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(/(?=;)/);
  if (!acceptedTypes(method).includes(type.trim().toLowerCase())) {
    throw unsupported(`The body must be ${acceptedTypes(method).join(' or ')}.`);
  }
  if (!PARAMETERS.test(parameters.join(''))) throw unsupported('The body must be in UTF-8.');
}

function acceptedTypes(method: string): string[] {
  return method === 'PATCH' ? [JSON_TYPE, MERGE_PATCH_TYPE] : [JSON_TYPE];
}

function unsupported(detail: string): HttpError {
  return new HttpError('unsupported-media-type', detail);
}
