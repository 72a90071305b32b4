import { HttpException } from '@nestjs/common';
import { RegistryError, type FieldError } from '../../registry-error/index.js';
import { UnknownKeyError } from '../../token-encryption/index.js';
import { MOST_FAULTS } from '../json-schema/index.js';
import { isDatabaseUnavailable } from './database-unavailable.js';
import { HttpError, type HttpErrorCode } from './http-error.js';
import { problemField } from './problem-field.js';
import { problemKind, type ProblemCode } from './problem-kind.js';
import { PROBLEM_TYPE_PREFIX, type Problem } from './problem.js';

/** Bad fields: all of them, or the first of `total`. */
type Faults = Readonly<{ fields: readonly FieldError[]; total: number }>;

const NO_FAULTS: Faults = { fields: [], total: 0 };
const MOST_FIELDS = 1_000;
const CHALLENGES = [
  'Basic realm="OCHP-direct registry", charset="UTF-8"',
  'Bearer realm="OCHP-direct registry"',
];
const RETRY_AFTER_SECONDS = '5';

/** An answer to an error: the body, and the headers that its status asks for. */
export interface ProblemReport {
  readonly code: ProblemCode;
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/** What the caller is told about any error. Nothing of an unexpected one gets out but that it happened. */
export function problemReport(error: unknown): ProblemReport {
  if (error instanceof RegistryError) return report(error.code, error.message, error);
  if (error instanceof HttpError) return report(error.code, error.message, NO_FAULTS, error.headers);
  // The key is given to one instance after the other: soon, or elsewhere, there is an answer.
  if (error instanceof UnknownKeyError || isDatabaseUnavailable(error))
    return report('unavailable', 'The registry cannot answer now. Try again soon.');
  return reportOfStatus(statusOf(error));
}

function report(
  code: ProblemCode,
  message: string,
  { fields, total }: Faults = NO_FAULTS,
  headers: Readonly<Record<string, string>> = {},
): ProblemReport {
  const { status, title } = problemKind(code);
  const errors = fields.slice(0, MOST_FIELDS).map((field) => problemField(code, field));
  const detail = message + furtherErrors(total, errors.length);
  const problem = {
    type: PROBLEM_TYPE_PREFIX + code,
    title,
    status,
    detail,
    ...(errors.length > 0 && { errors }),
  };
  return { code, problem, headers: { ...headersOf(status), ...headers } };
}

function furtherErrors(total: number, listed: number): string {
  if (total > listed) return ` There are ${total - listed} more errors than listed.`;
  // A validator that found so many looked no further.
  return total === MOST_FAULTS ? ' There may be more errors than listed.' : '';
}

function headersOf(status: number): Record<string, string | string[]> {
  if (status === 401) return { 'WWW-Authenticate': CHALLENGES };
  return status === 503 ? { 'Retry-After': RETRY_AFTER_SECONDS } : {};
}

/** Nest's and Fastify's own errors carry a status; their messages, which may quote the request, are not used. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

const BY_STATUS: Record<number, [ProblemCode, string]> = {
  401: ['not-authenticated', 'Send the credentials of a partner, by HTTP Basic or as a Bearer token.'],
  403: ['not-permitted', 'These credentials do not permit this.'],
  404: ['not-found', 'There is nothing at this path.'],
  405: ['method-not-allowed', 'This path does not have this method.'],
  408: ['request-timeout', 'The request did not arrive in time.'],
  413: ['body-too-large', 'The body is larger than the registry accepts.'],
  414: ['uri-too-long', 'The URL, or a part of its path, is longer than the registry accepts.'],
  415: ['unsupported-media-type', 'The body must be application/json, in UTF-8.'],
  431: ['headers-too-large', 'The headers are larger than the registry accepts.'],
  503: ['unavailable', 'The registry cannot answer now. Try again soon.'],
};
const OTHERWISE: Record<'4xx' | '5xx', [HttpErrorCode, string]> = {
  '4xx': ['malformed-request', 'The request is not well-formed HTTP, or its URL is not well-formed.'],
  '5xx': ['internal', 'Something went wrong inside the registry. The request ID helps to find out what.'],
};

/** A problem by nothing but its status, for errors that are none of ours. */
export function reportOfStatus(status: number): ProblemReport {
  const [code, message] =
    BY_STATUS[status] ?? (status >= 400 && status < 500 ? OTHERWISE['4xx'] : OTHERWISE['5xx']);
  return report(code, message);
}
