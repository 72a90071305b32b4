export { BODY_LIMIT, useStrictJson } from './json-body-parser.js';
export { DEEPEST_NESTING } from './json-faults.js';
