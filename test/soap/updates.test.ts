import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import {
  type Client,
  envelope,
  expectStatus,
  operatorPublication,
  providerPublication,
  request,
  type SoapClient,
  TestRegistry,
} from '../environment/index.js';

const DAY = 86_400_000;

let registry: TestRegistry;
let operator: Client;
let provider: Client;
let soap: SoapClient;

beforeAll(async () => {
  registry = await TestRegistry.start({ configuration: { retention: parseDuration('10d') } });
  operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
  provider = await registry.admit('emp', { providerIds: ['DE9BB'] });
  soap = registry.bySoap('emp', provider);
});
afterAll(() => registry.stop());

const publish = async (backendId: string, changes: object = {}) =>
  expectStatus(
    await operator.put(
      `/v1/self/operator-backends/${backendId}`,
      operatorPublication(registry.clock, changes),
    ),
    200,
    201,
  );
const connect = async () => expectStatus(await operator.put('/v1/self/roaming-connections/emp'), 200, 201);

/** What a client that asks so is told, in short. */
async function updates(lastUpdate?: string) {
  const content = lastUpdate && `<m:lastUpdate><m:DateTime>${lastUpdate}</m:DateTime></m:lastUpdate>`;
  const { code, description, body } = await soap.own('GetOperatorBackendDefinitionUpdates', content);
  const ids = (list: any[] = []) => list.map(({ backendId: [id] }) => id);
  return {
    ...{ code, description },
    asOf: body.asOf?.[0].DateTime[0] as string,
    isFullList: body.isFullList?.[0],
    updated: ids(body.backendDefinition),
    removed: ids(body.removedBackendDefinition),
  };
}

describe('Who asks for updates', () => {
  it('and has no connection gets an empty list, which says so and can be gone on from', async () => {
    const first = await updates();
    expect(first).toMatchObject({ code: 'roaming', isFullList: 'true', updated: [] });
    expect(first.description).toBe('You have no roaming connections.');
    await connect();
    const connected = await updates();
    expect(connected).toMatchObject({ code: 'roaming', isFullList: 'true', updated: [] });
    expect(connected.description).toContain('None of the partners that you have a roaming connection with');
    await publish('a');
    expect(await updates(first.asOf)).toMatchObject({ code: 'ok', isFullList: 'false', updated: ['a'] });
  });

  it('with the asOf of the answer before gets what changed since, and what is gone', async () => {
    const { asOf } = await updates();
    expect(await updates(asOf)).toMatchObject({ code: 'ok', isFullList: 'false', updated: [], removed: [] });
    await publish('b');
    const second = await updates(asOf);
    expect(second).toMatchObject({ updated: ['b'], removed: [] });
    expectStatus(await operator.delete('/v1/self/operator-backends/b'), 204);
    expect(await updates(second.asOf)).toMatchObject({ updated: [], removed: ['b'] });
    expect(await updates(asOf)).toMatchObject({ updated: [], removed: [] });
  });

  it('with a whole second of its own clock may get a thing twice, and misses none', async () => {
    registry.clock.advance(10 * 60_000);
    await publish('c');
    const second = registry.clock.toSeconds();
    registry.clock.advance(30_000);
    expect((await updates(second)).updated).toEqual(['c']);
    registry.clock.advance(10 * 60_000);
    const later = registry.clock.toSeconds();
    expect((await updates(later)).updated).toEqual([]);
    expectStatus(await operator.delete('/v1/self/operator-backends/c'), 204);
    expect((await updates(later)).removed).toEqual(['c']);
  });

  it('after too long a time gets the full list, and is told that it is one', async () => {
    await publish('kept');
    const { asOf, updated } = await updates();
    await publish('gone');
    registry.clock.advance(11 * DAY);
    expectStatus(await operator.delete('/v1/self/operator-backends/gone'), 204);
    const full = await updates(asOf);
    expect(full).toMatchObject({ code: 'ok', isFullList: 'true', updated, removed: [] });
    expect(full.description).toBe('The full list: drop whatever else you have.');
    expect(await updates(full.asOf)).toMatchObject({ isFullList: 'false', updated: [], removed: [] });
  });

  it('since a moment that is to come, or is none, is told which field is wrong', async () => {
    const ahead = new Date(registry.clock.now() + DAY).toISOString().replace(/\.\d+Z/, 'Z');
    const future = await updates(ahead);
    expect(future.code).toBe('format');
    expect(future.description).toMatch(/^lastUpdate lies in the future\. lastUpdate: must not lie ahead/);
    const none = await updates('2026-02-30T00:00:00Z');
    expect(none.code).toBe('format');
    expect(none.description).toMatch(/^lastUpdate is no time\. lastUpdate: must be a UTC time/);
  });

  it('is shown SOAP backends only: one that is spoken to otherwise from now on is gone', async () => {
    await publish('turns');
    const { asOf } = await updates();
    const json = { binding: 'json', namespaceUrl: 'urn:ochp-direct:json:0.1' };
    await publish('turns', json);
    await publish('json-only', json);
    const turned = await updates(asOf);
    expect(turned).toMatchObject({ updated: [], removed: ['turns'] });
    await publish('turns');
    expectStatus(await operator.delete('/v1/self/operator-backends/json-only'), 204);
    expect(await updates(turned.asOf)).toMatchObject({ updated: ['turns'], removed: [] });
    expect((await soap.published('GetServiceEndpoints')).text).not.toContain('urn:ochp-direct:json:0.1');
  });

  it('in the other role is answered alike', async () => {
    const mdm = await registry.admit('mdm', { providerIds: ['DE9BC'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/mdm'), 201);
    const publication = providerPublication(registry.clock, {
      whitelist: ['DE9BCC%'],
      blacklist: ['DE9BCC1%'],
    });
    expectStatus(await mdm.put('/v1/self/provider-backends/mdm-1', publication), 201);
    const { code, body } = await registry.bySoap('cpo', operator).own('GetProviderBackendDefinitionUpdates');
    expect(code).toBe('ok');
    expect(body.backendDefinition).toEqual([
      {
        partnerId: ['mdm'],
        backendId: ['mdm-1'],
        url: [publication.url],
        namespaceUrl: [publication.namespaceUrl],
        token: publication.tokens.map(({ accessToken, validDate }) => ({
          accessToken: [accessToken],
          validDate: [validDate],
        })),
        changedAt: [{ DateTime: [expect.stringMatching(/\.\d{6}Z$/)] }],
        whitelist: ['DE9BCC%'],
        blacklist: ['DE9BCC1%'],
      },
    ]);
  });
});

describe('An answer that is long', () => {
  const patterns = Array.from({ length: 1_000 }, (_, index) => `DE8AAE${String(index).padStart(27, '0')}%`);
  const publishLarge = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1)
      await publish(`large-${index}`, {
        url: `https://cms.example/${index}`,
        whitelist: patterns,
        blacklist: patterns.map((pattern) => pattern.replace('8AAE', '8AAE9')),
      });
  };

  it('is whole, whatever number of pages it is put together from', async () => {
    await publishLarge(0, 40);
    const { updated, code } = await updates();
    expect(code).toBe('ok');
    expect(updated.filter((id) => id.startsWith('large-'))).toHaveLength(40);
    const { body, text } = await soap.published('GetServiceEndpoints');
    expect(text.length).toBeGreaterThan(2 * 1024 * 1024);
    expect(body.operatorEndpointArray!.filter(({ whitelist }) => whitelist.length === 1_000)).toHaveLength(
      40,
    );
  });

  it('breaks off when a connection ends meanwhile, rather than to tell what is no longer to be seen', async () => {
    // More than what the sockets of both sides hold together.
    await publishLarge(40, 160);
    const message = envelope(soap.securityHeader(), request('ochp', 'GetServiceEndpoints'));
    const answer = await slowly(message, async () => {
      expectStatus(await operator.delete('/v1/self/roaming-connections/emp'), 204);
    });
    expect(answer.isWhole).toBe(false);
    expect(answer.text).not.toContain('</soap:Envelope>');
    await connect();
    expect((await updates()).code).toBe('ok');
  });
});

/** Sends a message, and does something before it reads more than the beginning of the answer. */
function slowly(
  message: string,
  meanwhile: () => Promise<void>,
): Promise<{ text: string; isWhole: boolean }> {
  return new Promise((settle, fail) => {
    const sent = httpRequest(`${registry.address}/soap/ochp-direct`, { method: 'POST' }, (response) => {
      let text = '';
      response.pause();
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('close', () => settle({ text, isWhole: response.complete }));
      response.on('error', () => undefined);
      meanwhile().then(() => response.resume(), fail);
    });
    sent.setHeader('content-type', 'text/xml');
    sent.on('error', fail).end(message);
  });
}
