export { BODY_LIMIT, useStrictJson } from './json-body-parser.js';
export { allowLargeBodies, LargeBody, takesLargeBody } from './large-body.js';
export { DEEPEST_NESTING } from './json-faults.js';
