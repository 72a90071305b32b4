import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AnyAnswer,
  type Client,
  expectStatus,
  operatorPublication,
  TestRegistry,
} from '../environment/index.js';
import { expectProblem } from './stage.js';
import { Sabotage } from './sabotage.js';

const CREDENTIALS = 300;
const SECRET_BITS = 256;

let registry: TestRegistry;
let sabotage: Sabotage;
let operator: Client;
let provider: Client;
let linesAtStart: number;
const answers: AnyAnswer[] = [];
/** Whatever nobody but its owner may ever see again, each with a name for the report. */
const secrets = new Map<string, string>();
const accessTokens = new Map<string, string>();

beforeAll(async () => {
  const onAnswer = (answer: AnyAnswer) => void answers.push(answer);
  registry = await TestRegistry.start({ configuration: { logLevel: 'trace' }, onAnswer });
  linesAtStart = registry.log.length;
  sabotage = await Sabotage.of(registry.databaseUrl);
  secrets.set('admin', registry.admin.secret);
  operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
  provider = await registry.admit('emp', { providerIds: ['DE9BB'] });
  secrets.set('operator', operator.secret).set('provider', provider.secret);
  await everyday();
  await mistakes();
  await misplacements();
  await misfortunes();
});
afterAll(async () => {
  await sabotage.end();
  await registry.stop();
});

/** A token of its own for each purpose, by which it is found wherever it turns up. */
function token(purpose: string) {
  const accessToken = `access-token-${purpose}`;
  accessTokens.set(purpose, accessToken);
  return accessToken;
}

const publication = (purpose: string, changes: object = {}) =>
  operatorPublication(registry.clock, {
    tokens: [{ accessToken: token(purpose), validDate: registry.clock.day() }],
    ...changes,
  });
const publish = (purpose: string, changes: object = {}) =>
  operator.put('/v1/self/operator-backends/cms', publication(purpose, changes));

async function everyday(): Promise<void> {
  expectStatus(await publish('first'), 201);
  expectStatus(await operator.put('/v1/self/roaming-connections/emp'), 201);
  const { body } = await provider.get('/v1/operator-backends');
  const path = `/v1/self/operator-backends/cms/tokens/${registry.clock.day(1)}`;
  expectStatus(await operator.put(path, { accessToken: token('tomorrow') }), 200);
  expectStatus(await operator.put(path, { accessToken: token('tomorrow-again') }), 200);
  expectStatus(await provider.get(`/v1/operator-backends/updates?since=${body.asOf}`), 200);
  expectStatus(await provider.get('/v1/operator-backends/resolve?evseId=DE8AAE45B'), 200);
  expectStatus(await registry.admin.get('/v1/admin/visible?partner=emp'), 200);
  expectStatus(await registry.admin.get('/v1/admin/partners/cpo/credentials'), 200);
  const issued = await registry.admin.post('/v1/admin/partners/cpo/credentials', { label: 'short-lived' });
  secrets.set('revoked', issued.body.secret);
  const { credentialId } = issued.body;
  expectStatus(await registry.admin.delete(`/v1/admin/partners/cpo/credentials/${credentialId}`), 204);
}

async function mistakes(): Promise<void> {
  for (const [name, authorization] of Object.entries(wrongHeaders())) {
    secrets.set(`header: ${name}`, authorization.replace(/^\w+ +/, ''));
    const answer = await registry
      .as('x')
      .get('/v1/self?canary-name=canary-value', { headers: { authorization } });
    expectProblem(answer, 401, 'not-authenticated');
  }
  const inUse = { tokens: [{ accessToken: 'access-token-first', validDate: registry.clock.day() }] };
  const other = '/v1/self/operator-backends/other';
  expectProblem(await operator.put(other, operatorPublication(registry.clock, inUse)), 409, 'token-in-use');
  expectProblem(
    await publish('bad-field', { url: 'http://canary-value', colour: 'canary-value' }),
    422,
    'invalid-value',
  );
  expectProblem(await publish('bad-rule', { namespaceUrl: 'urn:canary-value' }), 422, 'invalid-value');
  const control = { tokens: [{ accessToken: `${token('control')}\n`, validDate: 'canary-value' }] };
  expectProblem(await publish('control', control), 422, 'invalid-value');
  expectProblem(await publish('foreign', { whitelist: ['NL1OPE%'] }), 422, 'invalid-id');
  const raw = JSON.stringify(publication('cut-off')).slice(0, -1);
  expectProblem(await operator.put(other, undefined, { raw }), 400, 'malformed-body');
  const headers = { 'content-type': 'text/plain' };
  expectProblem(await operator.put(other, publication('typed'), { headers }), 415, 'unsupported-media-type');
  const large = { raw: `${JSON.stringify(publication('large'))}${' '.repeat(300_000)}` };
  expectProblem(await operator.put(other, undefined, large), 413, 'body-too-large');
  expectProblem(
    await provider.get('/v1/operator-backends?limit=canary-value&next=canary-value'),
    400,
    'invalid-parameter',
  );
  expectProblem(await provider.get('/v1/nothing?canary-name=canary-value'), 404, 'not-found');
  expectProblem(await provider.post('/v1/self?canary-name=canary-value', {}), 405, 'method-not-allowed');
  expectProblem(await provider.get('/v1/admin/partners?canary-name=canary-value'), 403, 'not-permitted');
}

/** Where the path, a header or the name of a login has what belongs elsewhere. */
async function misplacements(): Promise<void> {
  const { secret } = operator;
  const own = '/v1/self/operator-backends/cms/tokens';
  expectProblem(
    await operator.put(`${own}/${token('as-day')}`, { accessToken: 'x' }),
    400,
    'invalid-parameter',
  );
  expectStatus(await provider.get(`/v1/operator-backends;token=${token('in-path')}`), 404);
  expectStatus(await registry.admin.delete(`/v1/admin/partners/cpo/credentials/${secret}`), 404);
  expectStatus(await operator.get('/v1/self', { headers: { 'x-request-id': secret } }), 200);
  const name = token('as-name');
  const authorization = `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}`;
  expectStatus(await registry.as('x').get('/v1/self', { headers: { authorization } }), 401);
}

/** In ways that make PostgreSQL or its driver quote what was sent. */
async function misfortunes(): Promise<void> {
  const renamed = await sabotage.whileBroken(
    'ALTER TABLE access_token RENAME TO access_token_gone',
    'ALTER TABLE access_token_gone RENAME TO access_token',
    () => publish('no-table'),
  );
  expectProblem(renamed, 500, 'internal');
  const quoted = await sabotage.whileBroken(
    'ALTER TABLE backend_definition RENAME tokens TO kept; ALTER TABLE backend_definition ADD tokens integer',
    'ALTER TABLE backend_definition DROP tokens; ALTER TABLE backend_definition RENAME kept TO tokens',
    () => operator.put('/v1/self/operator-backends/new', publication('no-integer')),
  );
  expectProblem(quoted, 500, 'internal');
  const refused = await sabotage.whileBroken(
    `ALTER TABLE backend_definition ADD CONSTRAINT sabotage CHECK (tokens IS NULL) NOT VALID`,
    'ALTER TABLE backend_definition DROP CONSTRAINT sabotage',
    () => publish('no-constraint'),
  );
  expectProblem(refused, 500, 'internal');
  // What was seen before would be known without asking.
  const neverSeen = registry.as(`${'0'.repeat(16)}.${'x'.repeat(43)}`);
  const shut = await sabotage.whileBroken(
    'ALTER TABLE credential RENAME TO credential_gone',
    'ALTER TABLE credential_gone RENAME TO credential',
    () => neverSeen.get('/v1/self?canary-name=canary-value'),
  );
  expectProblem(shut, 500, 'internal');
  expectProblem(await sabotage.whileCutOff(() => publish('cut-connection')), 503, 'unavailable');
  expectStatus(await publish('after-all'), 200);
}

function wrongHeaders(): Record<string, string> {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  return {
    malformed: 'Bearer malformed-header-secret malformed-header-secret',
    digest: 'Digest digest-header-secret',
    plain: 'plain-header-secret',
    unencoded: 'Basic cpo:unencoded-header-secret',
    'without colon': basic('secret-without-colon'),
    unknown: `Bearer 0123456789abcdef.${'unknown-secret'.padEnd(43, 'x')}`,
    wrong: `Bearer ${operator.secret.slice(0, -4)}AAAA`,
    'of another': basic(`emp:${operator.secret}`),
    revoked: `Bearer ${secrets.get('revoked')}`,
    cut: `Bearer ${registry.admin.secret.slice(0, -1)}`,
  };
}

/** The names of the secrets that a text holds, whole, in their random part, or as Basic encodes them. */
function found(text: string, sought: ReadonlyMap<string, string>): string[] {
  return [...sought]
    .filter(([, secret]) => variants(secret).some((variant) => text.includes(variant)))
    .map(([name]) => name);
}

function variants(secret: string): string[] {
  const [id = '', random] = secret.split('.');
  const basic = ['cpo', 'emp', 'admin'].map((name) => Buffer.from(`${name}:${secret}`).toString('base64'));
  return [secret, random ?? id, ...basic, encodeURIComponent(secret)];
}

describe('The log of all that', () => {
  const lines = () =>
    registry.log.slice(linesAtStart).map((line) => JSON.parse(line) as Record<string, unknown>);

  it('holds no secret, no access token, no Authorization header and no query string', () => {
    const text = registry.log.join('');
    expect(found(text, secrets)).toEqual([]);
    expect(found(text, accessTokens)).toEqual([]);
    expect(text).not.toMatch(/authorization/i);
    expect(text).not.toMatch(/canary-(name|value)/);
    for (const { path } of lines()) expect(String(path)).not.toContain('?');
  });

  it('is one JSON object a line, each with the ID of its request', () => {
    expect(lines().length).toBeGreaterThan(answers.length - 1);
    const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')));
    for (const line of lines()) expect([line, ids.has(String(line.requestId))]).toEqual([line, true]);
  });

  it('has the failures of the service, with what helps to find their cause', () => {
    const errors = lines().filter(({ level }) => level === 'error');
    expect(errors.map(({ err }) => (err as { code: string }).code)).toEqual([
      '42P01',
      '22P02',
      '23514',
      '42P01',
    ]);
    const warnings = lines().filter(({ level }) => level === 'warn');
    expect(warnings.map(({ err }) => (err as { code: string }).code)).toEqual(['57P01']);
  });
});

describe('The answers of all that', () => {
  it('hold each secret once: in the one that issued it', () => {
    for (const [name, secret] of secrets) {
      const holding = answers.filter(({ text }) => found(text, new Map([[name, secret]])).length > 0);
      const isIssued = /^(operator|provider|revoked|header: revoked)$/.test(name);
      expect([name, holding.map(({ status }) => status)]).toEqual([name, isIssued ? [201] : []]);
    }
  });

  it('hold no secret, no access token and nothing that was asked for where they are errors', () => {
    const errors = answers.filter(({ status }) => status >= 400).map(({ text }) => text);
    expect(errors.length).toBeGreaterThan(20);
    for (const text of errors) {
      expect([text, found(text, secrets), found(text, accessTokens)]).toEqual([text, [], []]);
      expect(text).not.toContain('canary-value');
    }
  });

  it('show no access token to staff', async () => {
    const visible = await registry.admin.get('/v1/admin/visible?partner=emp');
    expect(visible.body.items[0].tokenDays).toEqual([registry.clock.day()]);
    expect(found(visible.text, accessTokens)).toEqual([]);
  });
});

it('The database holds digests of secrets only, and access tokens encrypted', async () => {
  const rows = await sabotage.everyRow();
  expect(rows.get('credential')).toContain('"secret_digest":"\\\\x');
  for (const recorded of ['"login.failed"', '"backend.published"', '"newTokenDays"', '"credential.issued"'])
    expect(rows.get('audit_entry')).toContain(recorded);
  expect(rows.get('audit_entry')).not.toMatch(/digest|\\\\x/i);
  expect(rows.get('backend_definition')).toContain('"sealed":');
  for (const [table, text] of rows)
    expect([table, found(text, secrets), found(text, accessTokens)]).toEqual([table, [], []]);
});

it(`Secrets are ${SECRET_BITS} random bits, and never the same`, async () => {
  const issued = [];
  for (let count = 0; count < CREDENTIALS; count += 1)
    issued.push((await registry.admin.post('/v1/admin/partners/emp/credentials')).body);
  expect(new Set(issued.map(({ secret }) => secret.split('.')[1])).size).toBe(CREDENTIALS);
  expect(new Set(issued.map(({ credentialId }) => credentialId)).size).toBe(CREDENTIALS);
  const random = issued.map(({ secret }) => Buffer.from(secret.split('.')[1], 'base64url'));
  for (const bytes of random) expect(bytes.length * 8).toBe(SECRET_BITS);
  for (let bit = 0; bit < SECRET_BITS; bit += 1) {
    const values = random.map((bytes) => (bytes[bit >> 3]! >> (bit & 7)) & 1);
    expect([bit, new Set(values).size]).toEqual([bit, 2]);
  }
});
