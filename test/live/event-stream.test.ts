import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, EventStream, expectStatus } from '../environment/index.js';
import { asOf, Stage, until } from './stage.js';

const EVENTS = { accept: 'text/event-stream' };

describe('A stream of updates', () => {
  let stage: Stage;
  let streams: EventStream[] = [];
  const watching = () => stage.registry.signal.watching;
  const open = async (since: string, headers = {}, more = '', client: Client = stage.provider) => {
    const url = `${stage.registry.address}/v1/operator-backends/updates?since=${since}${more}`;
    const stream = await EventStream.open(url, { authorization: `Bearer ${client.secret}`, ...headers });
    streams.push(stream);
    return stream;
  };

  beforeAll(async () => {
    stage = await Stage.set();
  });
  afterAll(() => stage.registry.stop());
  afterEach(async () => {
    for (const stream of streams) stream.close();
    streams = [];
    await until(() => watching() === 0);
  });

  it('says where it stands, and then each delta, whose ID is where the next begins', async () => {
    const since = await asOf(stage.provider);
    const stream = await open(since, { 'accept-encoding': 'gzip' });
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(await stream.any()).toMatchObject({ name: undefined, id: undefined });
    expect(await stream.any()).toMatchObject({ name: undefined, id: since });
    let last = since;
    for (let count = 0; count < 3; count += 1) {
      const url = await stage.publish();
      const event = await stream.next();
      expect(event).toMatchObject({ name: 'updates', data: { since: last, updated: [{ url }] } });
      expect(event?.id).toBe(event?.data.asOf);
      last = String(event?.id);
    }
  });

  it('goes on behind the last event that the client had, whatever its address says', async () => {
    const since = await asOf(stage.provider);
    await stage.publish(stage.operator, 'had');
    const had = await asOf(stage.provider);
    await stage.publish(stage.operator, 'missed');
    const stream = await open(since, { 'last-event-id': had });
    const { data } = (await stream.next()) ?? {};
    expect(data).toMatchObject({ since: had, updated: [{ backendId: 'missed' }] });
    expect(data.updated).toHaveLength(1);
  });

  it('sends a long delta in pages, of which only the last can be come back from', async () => {
    const since = await asOf(stage.provider);
    for (const backendId of ['p1', 'p2', 'p3', 'p4', 'p5']) await stage.publish(stage.operator, backendId);
    const stream = await open(since, {}, '&limit=2');
    const events = [await stream.next(), await stream.next(), await stream.next()];
    expect(events.map((event) => event?.name)).toEqual(['page', 'page', 'updates']);
    expect(events.map((event) => event?.id !== undefined)).toEqual([false, false, true]);
    expect(new Set(events.map((event) => event?.data.asOf)).size).toBe(1);
    const ids = events.flatMap((event) => event?.data.updated.map(({ backendId }: any) => backendId));
    expect(ids).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  });

  it('says why it ends when the caller is let in no longer', async () => {
    const issued = await stage.registry.admin.post('/v1/admin/partners/provider/credentials', {});
    const stream = await open(await asOf(stage.provider), {}, '', stage.registry.as(issued.body.secret));
    const path = `/v1/admin/partners/provider/credentials/${issued.body.credentialId}`;
    await until(() => watching() === 1);
    expectStatus(await stage.registry.admin.delete(path), 204);
    expect(await stream.next()).toMatchObject({ name: 'problem', data: { status: 401 } });
    expect(await stream.next()).toBeUndefined();
  });

  it('is refused before it begins where the request is wrong', async () => {
    const wrong: { since: string; headers: Record<string, string>; parameter: string }[] = [
      { since: 'yesterday', headers: {}, parameter: 'since' },
      { since: await asOf(stage.provider), headers: { 'last-event-id': '7' }, parameter: 'Last-Event-ID' },
      {
        since: await asOf(stage.provider),
        headers: { 'last-event-id': '2200-01-01T00:00:00.000000Z' },
        parameter: 'Last-Event-ID',
      },
    ];
    for (const { since, headers, parameter } of wrong) {
      const path = `/v1/operator-backends/updates?since=${since}`;
      const refused = await stage.provider.get(path, { headers: { ...EVENTS, ...headers } });
      expectStatus(refused, 400);
      expect(refused.body.errors).toMatchObject([{ parameter }]);
    }
  });

  it.each([
    ['text/event-stream', true],
    ['text/event-stream;q=0.9, application/json;q=0.8', true],
    ['application/json, text/event-stream;q=0.5', false],
    ['*/*', false],
    ['text/event-stream;q=0, application/json', false],
  ])('is what a client gets that would rather have it: %s', async (accept, isWanted) => {
    const url = `/v1/operator-backends/updates?since=${await asOf(stage.provider)}`;
    const stream = await EventStream.open(stage.registry.address + url, {
      accept,
      authorization: `Bearer ${stage.provider.secret}`,
    });
    const expected = isWanted ? 'text/event-stream' : 'application/json; charset=utf-8';
    expect(stream.response.headers.get('content-type')).toBe(expected);
    expect(stream.response.headers.get('vary')).toMatch(/\baccept\b/i);
    stream.close();
  });

  it('takes no next, since it could not be come back to', async () => {
    const since = await asOf(stage.provider);
    for (const backendId of ['n1', 'n2']) await stage.publish(stage.operator, backendId);
    const path = `/v1/operator-backends/updates?since=${since}&limit=1`;
    const { next } = (await stage.provider.get(path)).body;
    const refused = await stage.provider.get(`${path}&next=${next}`, { headers: EVENTS });
    expectStatus(refused, 400);
    expect(refused.body.errors).toMatchObject([{ parameter: 'next' }]);
  });

  it('ends within a long delta, too, when the caller is let in no longer', async () => {
    const { admin } = stage.registry;
    const since = await asOf(stage.provider);
    for (let count = 0; count < 100; count += 1) await stage.publish(stage.operator, `long-${count}`);
    const issued = await admin.post('/v1/admin/partners/provider/credentials', {});
    const stream = await open(since, {}, '&limit=1', stage.registry.as(issued.body.secret));
    expect(await stream.next()).toMatchObject({ name: 'page' });
    const path = `/v1/admin/partners/provider/credentials/${issued.body.credentialId}`;
    expectStatus(await admin.delete(path), 204);
    // Some pages may have been on their way; the last one, of a hundred, never comes.
    let last = await stream.next();
    while (last?.name === 'page') last = await stream.next();
    expect(last).toMatchObject({ name: 'problem', data: { status: 401 } });
  });

  it('frees its place when the client goes away', async () => {
    const stream = await open(await asOf(stage.provider));
    await until(() => watching() === 1);
    stream.close();
    await until(() => watching() === 0);
  });

  it('keeps a reader that takes nothing from holding anybody up, and brings it up to date later', async () => {
    const since = await asOf(stage.provider);
    const slow = await open(since);
    const quick = await open(since);
    const urls: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      urls.push(await stage.publish());
      expect((await quick.next())?.data.updated).toMatchObject([{ url: urls.at(-1) }]);
    }
    let copy: string | undefined;
    while (copy !== urls.at(-1)) copy = (await slow.next())?.data.updated[0].url;
  });

  it('ends when the service stops', async () => {
    const other = await Stage.set();
    const url = `${other.registry.address}/v1/operator-backends/updates?since=${await asOf(other.provider)}`;
    const stream = await EventStream.open(url, { authorization: `Bearer ${other.provider.secret}` });
    await until(() => other.registry.signal.watching === 1);
    await other.registry.stop();
    expect(await stream.next()).toBeUndefined();
  });
});
