/**
 * Which file may import which. An import goes down through these layers, or sideways within one, and never up:
 * `ARCHITECTURE.md` tells why. Type-only imports count, too: whoever needs a type knows of what it belongs to.
 */
const LAYERS = [
  {
    name: 'ground',
    path: '^src/(time|url|registry-error|configuration|metrics|token-encryption)/|^src/version\\.ts$',
  },
  { name: 'storage', path: '^(src/database|migrations)/' },
  { name: 'audit', path: '^src/audit/' },
  { name: 'partners', path: '^src/partners/' },
  { name: 'what instances tell each other', path: '^src/(change-signal|limits)/' },
  { name: 'what partners state', path: '^src/(credentials|roaming-connections|backend-definitions)/' },
  { name: 'change feed', path: '^src/change-feed/' },
  { name: 'endpoint health', path: '^src/endpoint-health/' },
  { name: 'the whole registry', path: '^src/(register|integrity)/' },
  { name: 'http', path: '^src/http/' },
  { name: 'bindings', path: '^src/(json|soap|administration|health|monitoring)/' },
  { name: 'application', path: '^src/(commands/|workers/|tracing/|(?!version\\.ts$)[^/]+\\.ts$)' },
  { name: 'demo, interop, bench and schema', path: '^(demo|interop|bench|schema)/' },
];

/** Tests live beside what they test, and may reach for whatever they need. */
const TEST_FILE = '\\.(test|fixture)\\.ts$';

/** Only probes ask others by HTTP; nothing below the bindings knows how the registry itself is asked. */
const BELOW_HTTP = LAYERS.slice(
  0,
  LAYERS.findIndex(({ name }) => name === 'http'),
).map(({ path }) => path);
const PROBES = '^src/endpoint-health/probe/';
const FROM_HTTP_UP = [
  '^src/http/',
  '^src/(json|soap|administration|health|monitoring)/',
  '^(demo|interop|bench)/',
];

/** The files through which a folder is imported from outside. */
const PUBLIC_FACES = ['^src/[^/]+/index\\.ts$', '^src/(http/[^/]+|database/embedded-postgres)/index\\.ts$'];

const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { ...from, pathNot: [TEST_FILE, ...(from.pathNot ?? [])] },
  to,
});

const upward = LAYERS.slice(0, -1).map(({ name, path }, level) =>
  forbid(
    `no-import-up-from-${name.replaceAll(' ', '-')}`,
    `The layer "${name}" is below what it imports here.`,
    { path },
    { path: LAYERS.slice(level + 1).map((layer) => layer.path) },
  ),
);

export default {
  forbidden: [
    ...upward,
    forbid(
      'every-file-has-a-layer',
      'A new folder takes its place among the layers in this file.',
      { path: '^src/', pathNot: LAYERS.map(({ path }) => path) },
      {},
    ),
    forbid(
      'no-import-between-bindings',
      'Bindings do not know each other; what two of them need is below both.',
      { path: '^src/(json|soap|administration|health|monitoring)/' },
      { path: '^src/(json|soap|administration|health|monitoring)/', pathNot: '^src/$1/' },
    ),
    forbid(
      'only-through-the-public-face',
      'A folder is imported through its index.js; the files inside are its own affair.',
      { path: '^src/([^/]+)/' },
      { path: '^src/[^/]+/', pathNot: ['^src/$1/', ...PUBLIC_FACES] },
    ),
    forbid(
      'only-through-the-public-face-from-outside',
      'A folder is imported through its index.js; the files inside are its own affair.',
      { path: '^(src/[^/]+\\.ts$|demo/|interop/|bench/|schema/|migrations/)' },
      { path: '^src/[^/]+/', pathNot: PUBLIC_FACES },
    ),
    forbid(
      'only-through-the-public-face-within-http',
      'Each folder of the HTTP layer has an index.js of its own.',
      { path: '^src/http/([^/]+)/' },
      { path: '^src/http/[^/]+/', pathNot: ['^src/http/$1/', ...PUBLIC_FACES] },
    ),
    forbid(
      'only-through-the-public-face-beside-it',
      'The folders inside the HTTP and the storage layer have an index.js of their own.',
      { path: '^src/(http|database)/[^/]+\\.ts$' },
      { path: '^src/(http/[^/]+|database/embedded-postgres)/', pathNot: PUBLIC_FACES },
    ),
    forbid(
      'no-cycle',
      'Of two files that need each other, neither can be understood alone.',
      {},
      { circular: true },
    ),
    forbid(
      'no-http-in-the-domain',
      'The domain and the storage know the rules, and nothing of how they are asked.',
      { path: BELOW_HTTP, pathNot: [PROBES] },
      {
        path: [
          packages('@nestjs/(platform-fastify|swagger|terminus)', 'fastify', '@fastify/[^/]+'),
          '^https?$',
        ],
      },
    ),
    forbid(
      'no-sql-above-the-domain',
      'The HTTP layer, the bindings, the demo and the interop check ask the domain. (What a lost database looks like, the HTTP layer tells by the names of errors. The benchmark measures against plain SQL.)',
      { path: FROM_HTTP_UP, pathNot: ['^bench/'] },
      { path: packages('typeorm', 'pg', '@nestjs/typeorm') },
    ),
    forbid(
      'metrics-by-our-own-words',
      'Features count by `src/metrics`, and do not know which library serves that.',
      { path: '^src/', pathNot: ['^src/metrics/'] },
      { path: packages('prom-client') },
    ),
    forbid(
      'traces-only-if-wanted',
      'What traces take is loaded by `src/tracing`, and only where they are wanted.',
      { path: '^src/', pathNot: ['^src/tracing/'] },
      { path: packages('@opentelemetry/[^/]+') },
    ),
    forbid(
      'migrations-stand-alone',
      'A migration that is released never changes, so it must not rest on code that does.',
      { path: '^migrations/' },
      { path: '^src/' },
    ),
    forbid(
      'no-test-code',
      'Tests are not shipped.',
      { path: '^(src|migrations|schema|demo|interop|bench)/' },
      { path: ['^test/', TEST_FILE] },
    ),
    forbid(
      'no-development-dependency',
      'What runs in production is among the dependencies.',
      { path: '^(src|migrations|schema|demo|interop|bench)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm'] },
    ),
    forbid('no-unknown-import', 'The import leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
    },
  },
};
