import { applyDecorators } from '@nestjs/common';
import { ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_CONTENT_TYPE, PROBLEM_TYPE_PREFIX, Problem, type ProblemCode, problemKind } from '../problem-details/index.js';

/** What any operation may answer that takes credentials. */
const ALWAYS: readonly ProblemCode[] = ['invalid-parameter', 'not-authenticated', 'not-permitted', 'suspended', 'internal', 'unavailable'];

/** Documents the problems that an operation answers, beside those that any may: one response a status. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator {
  const all = [...ALWAYS, ...codes];
  const statuses = new Set(all.map((code) => problemKind(code).status));
  const ofStatus = (status: number) => all.filter((code) => problemKind(code).status === status);
  return applyDecorators(...[...statuses].map((status) => apiProblem(status, ofStatus(status))));
}

function apiProblem(status: number, codes: readonly ProblemCode[]): MethodDecorator {
  const lines = codes.map((code) => `\`${PROBLEM_TYPE_PREFIX}${code}\`: ${problemKind(code).title}.`);
  const schema = { $ref: getSchemaPath(Problem) };
  const examples = Object.fromEntries(codes.map((code) => [code, { value: example(code) }]));
  return ApiResponse({ status, description: lines.join(' '), content: { [PROBLEM_CONTENT_TYPE]: { schema, examples } } });
}

function example(code: ProblemCode): Problem {
  const { status, title } = problemKind(code);
  return { type: `${PROBLEM_TYPE_PREFIX}${code}`, title, status, detail: `${title}, and here is why.` };
}
