import {
  PROBLEM_TYPE_PREFIX,
  type Problem,
  type ProblemCode,
  problemKind,
} from '../problem-details/index.js';

type Occurrence = Pick<Problem, 'detail' | 'errors'>;

const parameter = (name: string, detail: string) => ({ errors: [{ parameter: name, detail }] });
const pointer = (place: string, detail: string) => ({ errors: [{ pointer: place, detail }] });

/** How each problem may look when it occurs. */
const OCCURRENCES: Readonly<Record<ProblemCode, Occurrence>> = {
  'malformed-request': { detail: 'The request is not well-formed HTTP, or its URL is not well-formed.' },
  'malformed-body': { detail: 'The body is not JSON: see position 17.' },
  'invalid-parameter': {
    detail: 'The query string is not as expected.',
    ...parameter('colour', 'is not a known parameter'),
  },
  'since-in-future': {
    detail: 'since lies in the future.',
    ...parameter('since', "must not lie ahead of the registry's clock by more than 60 s"),
  },
  'not-authenticated': { detail: 'The credentials are unknown, wrong, expired or revoked.' },
  'not-permitted': { detail: 'This is for clearing-house staff only.' },
  suspended: { detail: 'Your admission is suspended. Please contact the clearing house.' },
  'role-required': {
    detail: 'Only partners in the role of operator may do this: you own no operator ID.',
  },
  'not-found': { detail: 'You have no backend definition with this ID.' },
  'method-not-allowed': { detail: 'This path has GET, HEAD only.' },
  'request-timeout': { detail: 'The request did not arrive in time.' },
  'token-in-use': {
    detail: 'An access token must be unique in the registry. Make a new one.',
    ...pointer('#/tokens/0/accessToken', 'is in use by another definition'),
  },
  'already-exists': {
    detail: 'Some operator IDs belong to another partner.',
    ...pointer('#/operatorIds/0', 'DE8AA belongs to another partner'),
  },
  'still-in-use': {
    detail: 'IDs that are to be taken away are still claimed by operator backends: cms-1.',
    ...pointer('#/operatorIds', 'must keep the IDs that published definitions claim'),
  },
  'before-retention': {
    detail: 'What changed so long ago is no longer kept. Take a new snapshot and poll from its asOf.',
    ...parameter('since', 'lies before the retention time'),
  },
  'epoch-changed': {
    detail: 'The registry was restored, or moved to another database, since then. Take a new snapshot.',
    ...parameter('since', 'is not of the present epoch of the registry'),
  },
  'page-outdated': {
    detail: 'A roaming connection ended since the first page. Begin again without next.',
    ...parameter('next', 'is outdated'),
  },
  'body-too-large': { detail: 'The body is larger than the registry accepts.' },
  'uri-too-long': { detail: 'The URL, or a part of its path, is longer than the registry accepts.' },
  'unsupported-media-type': { detail: 'The body must be application/json.' },
  'invalid-value': {
    detail: 'The body does not fit its schema.',
    ...pointer('#/colour', 'is not a known field'),
  },
  'invalid-id': {
    detail: 'Some patterns name IDs that you do not own.',
    ...pointer('#/whitelist/0', 'FR123 is not one of your operator IDs'),
  },
  'too-many-requests': { detail: 'These credentials have made 600 requests within 60 s. Try again in 12 s.' },
  'headers-too-large': { detail: 'The headers are larger than the registry accepts.' },
  internal: {
    detail: 'Something went wrong inside the registry. The request ID helps to find out what.',
  },
  unavailable: { detail: 'The registry cannot answer now. Try again soon.' },
};

export function problemExample(code: ProblemCode): Problem {
  const { status, title } = problemKind(code);
  return { type: PROBLEM_TYPE_PREFIX + code, title, status, ...OCCURRENCES[code] };
}
