import { expect, test } from '@jest/globals';
import { all, read, readSettings, variablesOfTheService } from './files.js';

const COMPOSE = readSettings('docker-compose.yml');
const [, REGISTRY = '', DATABASE = ''] =
  /^ {2}registry:\n([^]*?)^ {2}database:\n([^]*?)^volumes:/m.exec(COMPOSE) ?? [];

/** What the libraries and Node read from the environment themselves: no settings of the service. */
const OF_LIBRARIES = [
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'NODE_EXTRA_CA_CERTS',
];

test('the service gets every variable, but for those that the image decides', () => {
  const given = all(REGISTRY, /^ {6}([A-Z_]+): /gm);
  expect(given).toEqual(expect.arrayContaining(OF_LIBRARIES));
  const published = all(REGISTRY, /\$\{(HOST|PORT):-/g);
  const own = given.filter((name) => !OF_LIBRARIES.includes(name));
  expect([...own, ...published, 'DATA_DIR'].sort()).toEqual(variablesOfTheService());
});

test('what is taken from .env is in .env.example', () => {
  const taken = all(COMPOSE, /\$\{([A-Z_]+)/g);
  const known = all(read('.env.example'), /^([A-Z_]+)=/gm);
  expect([...known, ...OF_LIBRARIES]).toEqual(expect.arrayContaining(taken));
});

test('secrets come from .env only', () => {
  expect(all(COMPOSE, /^ +(?:\w*(?:PASSWORD|SECRET|KEYS)): (.*)$/gm)).toEqual([
    '${ADMIN_SECRET:-}',
    '${POSTGRES_PASSWORD:?Set POSTGRES_PASSWORD in .env}',
    '${TOKEN_KEYS:?Set TOKEN_KEYS in .env}',
  ]);
  expect(REGISTRY).toMatch(
    /DATABASE_URL: postgresql:\/\/registry:\$\{POSTGRES_PASSWORD:\?[^}]+\}@database:5432\/registry$/m,
  );
});

test('the service waits for a database that answers, and both come back by themselves', () => {
  expect(REGISTRY).toMatch(/depends_on:\n +database:\n +condition: service_healthy\n/);
  expect(DATABASE).toMatch(/healthcheck:\n +test: .*pg_isready.*--host=127\.0\.0\.1/);
  for (const service of [REGISTRY, DATABASE]) expect(service).toContain('restart: unless-stopped\n');
});

test('the data are on a named volume, where this version of the image keeps them', () => {
  expect(DATABASE).toMatch(/image: postgres:18\n/);
  expect(DATABASE).toContain('- database:/var/lib/postgresql\n');
  expect(COMPOSE).toMatch(/^volumes:\n {2}database:$/m);
});

test('requests under way have the time that the service gives them, and more', () => {
  const [, longest = ''] = /LONGEST_STOP = ([\d_]+);/.exec(read('src/stop-on-signals.ts')) ?? [];
  const [, grace = ''] = /stop_grace_period: (\d+)s/.exec(REGISTRY) ?? [];
  expect(Number(grace) * 1_000).toBeGreaterThan(Number(longest.replace('_', '')) + 5_000);
});
