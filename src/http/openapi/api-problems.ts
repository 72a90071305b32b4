import { applyDecorators } from '@nestjs/common';
import { ApiResponse, getSchemaPath } from '@nestjs/swagger';
import {
  PROBLEM_CONTENT_TYPE,
  PROBLEM_TYPE_PREFIX,
  Problem,
  type ProblemCode,
  problemKind,
} from '../problem-details/index.js';
import { problemHeaders } from './headers.js';
import { problemExample } from './problem-examples.js';

/** What any operation may answer that takes credentials. */
const ALWAYS: readonly ProblemCode[] = [
  'invalid-parameter',
  'not-authenticated',
  'not-permitted',
  'suspended',
  'too-many-requests',
  'internal',
  'unavailable',
];

/** What any operation may answer whose method lets a request have a body, also if it takes none. */
export const BODY_PROBLEMS = [
  'invalid-value',
  'malformed-body',
  'body-too-large',
  'unsupported-media-type',
] as const satisfies readonly ProblemCode[];

/** Documents the problems that an operation answers, beside those that any may that takes credentials. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator {
  return ApiOnlyProblems(...ALWAYS, ...codes);
}

/** Documents these problems and no others: one response a status. */
export function ApiOnlyProblems(...codes: ProblemCode[]): MethodDecorator {
  const statuses = new Set(codes.map((code) => problemKind(code).status));
  const ofStatus = (status: number) => codes.filter((code) => problemKind(code).status === status);
  return applyDecorators(...[...statuses].map((status) => apiProblem(status, ofStatus(status))));
}

function apiProblem(status: number, codes: readonly ProblemCode[]): MethodDecorator {
  const lines = codes.map((code) => `* \`${PROBLEM_TYPE_PREFIX}${code}\`: ${problemKind(code).title}`);
  const schema = { $ref: getSchemaPath(Problem) };
  const examples = Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }]));
  const content = { [PROBLEM_CONTENT_TYPE]: { schema, examples } };
  return ApiResponse({ status, description: lines.join('\n'), ...problemHeaders(status), content });
}
