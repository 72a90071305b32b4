import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askDatabase, createTestDatabase, type TestDatabase } from '../environment/index.js';
import { makeScratchDirectory, type ScratchDirectory } from '../service/scratch-directory.js';
import { killServices, ServiceProcess, TOKEN_KEYS } from '../service/service-process.js';
import { Collector, type ReceivedSpan } from './collector.js';

const ADMIN_SECRET = 'a-secret-of-the-clearing-house-for-tests';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLERS_SPAN = '00f067aa0ba902b7';
const SERVER = 2;
const ERROR = 2;

let scratch: ScratchDirectory;
let database: TestDatabase;
let collector: Collector;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
  database = await createTestDatabase();
  collector = await Collector.start();
});
afterAll(async () => {
  killServices();
  await collector.stop();
  await database.drop();
  await scratch.remove();
});

const start = (environment: Record<string, string> = {}) =>
  ServiceProcess.start({
    directory: scratch.path,
    environment: { DATABASE_URL: database.url, TOKEN_KEYS, ADMIN_SECRET, ...environment },
  });

/** As staff, within a trace of the caller's own. */
const send = ({ address }: ServiceProcess, method: string, path: string, body?: object) =>
  fetch(address + path, {
    method,
    headers: {
      authorization: `Bearer ${ADMIN_SECRET}`,
      traceparent: `00-${TRACE_ID}-${CALLERS_SPAN}-01`,
      'x-request-id': 'request-of-the-test',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('Where there is a collector', () => {
  let secret: string;
  let accessToken: string;
  beforeAll(async () => {
    const service = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=clearing-house',
      OTEL_SERVICE_NAME: 'registry-of-the-test',
    });
    const admission = { partnerId: 'cpo', name: 'Company canary', operatorIds: ['DE8AA'], providerIds: [] };
    expect((await send(service, 'POST', '/v1/admin/partners', admission)).status).toBe(201);
    const issued = await send(service, 'POST', '/v1/admin/partners/cpo/credentials', {});
    ({ secret } = (await issued.json()) as { secret: string });
    accessToken = 'access-token-of-the-test';
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const body = JSON.stringify({
      url: 'https://cms.example/canary',
      namespaceUrl: 'http://ochp.eu/1.4',
      binding: 'soap',
      whitelist: ['DE8AAE%'],
      tokens: [{ accessToken, validDate: new Date().toISOString().slice(0, 10) }],
    });
    const put = { method: 'PUT', headers, body };
    expect((await fetch(`${service.address}/v1/self/operator-backends/canary`, put)).status).toBe(201);
    const resolve = `${service.address}/v1/provider-backends/resolve?contractId=DE9BBCANARY012`;
    expect((await fetch(resolve, { headers })).status).toBe(404);
    expect((await service.get('/health/ready')).status).toBe(200);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });

  const named = (name: string) => collector.spans.filter((span) => span.name === name);
  const childrenOf = ({ spanId }: ReceivedSpan): ReceivedSpan[] => {
    const own = collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId);
    return own.flatMap((child) => [child, ...childrenOf(child)]);
  };

  it('it gets a span for each request, in the trace of the caller, when the service ends at the latest', () => {
    const [admission, ...others] = named('POST /v1/admin/partners');
    expect(others).toEqual([]);
    expect(admission).toMatchObject({ traceId: TRACE_ID, parentSpanId: CALLERS_SPAN, kind: SERVER });
    expect(admission!.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.route': '/v1/admin/partners',
      'http.response.status_code': 201,
      'ochp_direct_registry.request_id': 'request-of-the-test',
    });
  });

  it('with the statements that were made for it', () => {
    const [published] = named('PUT /v1/self/operator-backends/:backendId');
    const statements = childrenOf(published!).flatMap(({ attributes }) => attributes['db.query.text'] ?? []);
    expect(statements).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^UPDATE registry_clock SET revision/),
        expect.stringMatching(/INSERT INTO .*backend_definition/i),
      ]),
    );
    for (const { traceId } of childrenOf(published!)) expect(traceId).toBe(published!.traceId);
  });

  it('and nothing for what asks whether it is well, or for what runs by itself', () => {
    const servers = collector.spans.filter(({ kind }) => kind === SERVER);
    expect(servers).toHaveLength(4);
    for (const span of collector.spans)
      expect([span.name, span.kind === SERVER || span.parentSpanId !== undefined]).toEqual([span.name, true]);
  });

  it('without secrets, access tokens, query strings, IDs, or values of parameters', () => {
    expect(collector.spans.length).toBeGreaterThan(15);
    const parts = [
      secret,
      secret.split('.')[1]!,
      accessToken,
      ADMIN_SECRET,
      'canary',
      'CANARY',
      'DE8AA',
      'cpo',
    ];
    for (const part of parts) expect([part, collector.text.includes(part)]).toEqual([part, false]);
    for (const { attributes, status } of collector.spans) {
      const strange = Object.keys(attributes).filter(
        (name) => !/^(http|db|url\.scheme|network|error|ochp)/.test(name),
      );
      expect([strange, status?.message]).toEqual([[], undefined]);
    }
  });

  it('as OpenTelemetry’s own variables say', () => {
    expect(collector.headers['x-tenant']).toBe('clearing-house');
    expect(collector.resource).toMatchObject({ 'service.name': 'registry-of-the-test' });
  });
});

describe('Several workers', () => {
  it('each send theirs; what PostgreSQL refuses is told as an error, without its words', async () => {
    const failing = await Collector.start();
    const service = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: failing.endpoint, WORKERS: '2' });
    await askDatabase(database.url, 'ALTER TABLE owned_party_id RENAME TO gone');
    const admission = { partnerId: 'emp', name: 'Company', operatorIds: [], providerIds: ['DE9BB'] };
    const answer = await send(service, 'POST', '/v1/admin/partners', admission);
    await askDatabase(database.url, 'ALTER TABLE gone RENAME TO owned_party_id');
    expect(answer.status).toBe(500);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
    const failed = failing.spans.filter(({ status }) => status?.code === ERROR);
    expect(failed.map(({ kind }) => kind === SERVER).sort()).toEqual([false, true]);
    expect(failing.text).not.toMatch(/does not exist|exception/);
    await failing.stop();
  });
});

describe('A service whose collector is away', () => {
  it('works as ever, and says so', async () => {
    const service = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_BSP_SCHEDULE_DELAY: '10',
    });
    expect((await send(service, 'GET', '/v1/admin/partners')).status).toBe(200);
    await service.untilSaid(/"context":"Tracing","msg":"Traces could not be sent/);
    expect(await service.stop()).toMatchObject({ code: 0, errors: '' });
  });
});

describe('Where there is none', () => {
  const HOOK = `
    import { createRequire } from 'node:module';
    import { writeFileSync } from 'node:fs';
    const { cache } = createRequire(import.meta.url);
    process.on('exit', () => writeFileSync('loaded', Object.keys(cache).join('\\n')));`;
  const loaded = async (environment: Record<string, string>) => {
    const service = await start({ NODE_OPTIONS: '--import=./hook.mjs', ...environment });
    await service.stop();
    return readFile(join(scratch.path, 'loaded'), 'utf8');
  };

  it('nothing of it is loaded', async () => {
    await writeFile(join(scratch.path, 'hook.mjs'), HOOK);
    const ofTraces = /node_modules.@opentelemetry.(sdk|instrumentation|exporter|otlp|resources)/;
    expect(await loaded({})).not.toMatch(ofTraces);
    expect(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint })).toMatch(ofTraces);
  });
});
