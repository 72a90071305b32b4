import type { FieldError } from '../../registry-error/index.js';
import type { ProblemField } from './problem.js';
import type { ProblemCode } from './problem-kind.js';

const ABOUT_PARAMETERS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'invalid-parameter',
  'since-in-future',
  'before-retention',
  'epoch-changed',
  'page-outdated',
]);

/** Whether the field is a parameter or a place in the body follows from the code of its error; bodies of lines tell the line. */
export function problemField(code: ProblemCode, { path, detail, line }: FieldError): ProblemField {
  if (line !== undefined) return { line, ...(path.length > 0 && { column: String(path[0]) }), detail };
  return ABOUT_PARAMETERS.has(code)
    ? { parameter: path.join('.'), detail }
    : { pointer: jsonPointer(path), detail };
}

/** A JSON Pointer as a URI fragment (RFC 6901, section 6), as in the examples of RFC 9457. */
export function jsonPointer(path: readonly (string | number)[]): string {
  const tokens = path.map((token) => String(token).replaceAll('~', '~0').replaceAll('/', '~1'));
  return ['#', ...tokens.map(encodeFragment)].join('/');
}

function encodeFragment(token: string): string {
  return encodeURI(token).replaceAll('#', '%23');
}
