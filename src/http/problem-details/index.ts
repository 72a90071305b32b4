export { answerClientError } from './client-error.js';
export { HttpError, type HttpErrorCode } from './http-error.js';
export { PROBLEM_CONTENT_TYPE, PROBLEM_TYPE_PREFIX, Problem, ProblemField } from './problem.js';
export { ProblemFilter, answerError, noteLimit, reportError } from './problem.filter.js';
export { problemKind, type ProblemCode, type ProblemKind } from './problem-kind.js';
export { problemReport, type ProblemReport } from './problem-report.js';
