import type { RegistryErrorCode } from '../../registry-error/index.js';
import type { HttpErrorCode } from './http-error.js';

export type ProblemCode = RegistryErrorCode | HttpErrorCode;

/** What all problems of one code have in common. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** The status and title of a code. A new code does not compile until it has both. */
// eslint-disable-next-line max-lines-per-function -- one case for each code, so that the compiler misses none
export function problemKind(code: ProblemCode): ProblemKind {
  switch (code) {
    case 'malformed-request':
      return { status: 400, title: 'The request is not well-formed' };
    case 'malformed-body':
      return { status: 400, title: 'The body is not acceptable JSON' };
    case 'invalid-parameter':
      return { status: 400, title: 'A parameter is not valid' };
    case 'since-in-future':
      return { status: 400, title: 'The moment asked for lies in the future' };
    case 'not-authenticated':
      return { status: 401, title: 'Valid credentials are required' };
    case 'not-permitted':
      return { status: 403, title: 'Not permitted with these credentials' };
    case 'suspended':
      return { status: 403, title: 'The partner is suspended' };
    case 'role-required':
      return { status: 403, title: 'The partner does not have the role that this takes' };
    case 'not-found':
      return { status: 404, title: 'Not found' };
    case 'method-not-allowed':
      return { status: 405, title: 'Method not allowed' };
    case 'request-timeout':
      return { status: 408, title: 'The request took too long to arrive' };
    case 'token-in-use':
      return { status: 409, title: 'The access token is in use' };
    case 'already-exists':
      return { status: 409, title: 'Already taken' };
    case 'still-in-use':
      return { status: 409, title: 'Still in use' };
    case 'before-retention':
      return { status: 410, title: 'The moment asked for is no longer kept' };
    case 'epoch-changed':
      return { status: 410, title: 'The registry is in another epoch' };
    case 'page-outdated':
      return { status: 410, title: 'The pages are outdated' };
    case 'body-too-large':
      return { status: 413, title: 'The body is too large' };
    case 'uri-too-long':
      return { status: 414, title: 'The URL is too long' };
    case 'unsupported-media-type':
      return { status: 415, title: 'The media type is not supported' };
    case 'invalid-value':
      return { status: 422, title: 'A value is not valid' };
    case 'invalid-id':
      return { status: 422, title: 'An ID is not valid for this partner' };
    case 'too-many-requests':
      return { status: 429, title: 'Too many requests' };
    case 'headers-too-large':
      return { status: 431, title: 'The headers are too large' };
    case 'internal':
      return { status: 500, title: 'Internal error' };
    case 'unavailable':
      return { status: 503, title: 'Not available now' };
    default: {
      const unknown: never = code;
      throw new Error(`No problem kind for ${String(unknown)}`);
    }
  }
}
