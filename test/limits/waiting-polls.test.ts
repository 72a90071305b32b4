import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { expectProblem } from '../contract/stage.js';
import { type Answer, askDatabase, EventStream, expectStatus, TestRegistry } from '../environment/index.js';
import { asOf, poll, Stage, until } from '../live/stage.js';

const MOST = 3;

let stage: Stage;
let other: TestRegistry;
let streams: EventStream[] = [];
let since: string;

beforeAll(async () => {
  const configuration = { waitingPollLimit: MOST };
  stage = await Stage.set({ configuration });
  other = await TestRegistry.start({ beside: stage.registry, clock: stage.registry.clock, configuration });
  since = await asOf(stage.provider);
});
afterAll(async () => {
  await other.stop();
  await stage.registry.stop();
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  streams = [];
  await watching(0);
  await exchange();
});

const watching = (count: number) =>
  until(() => stage.registry.signal.watching + other.signal.watching === count);
const exchange = async () => {
  for (const registry of [stage.registry, other]) await registry.exchangeCounts();
};
const openStream = async (registry = stage.registry) => {
  const url = `${registry.address}/v1/operator-backends/updates?since=${since}`;
  const stream = await EventStream.open(url, { authorization: `Bearer ${stage.provider.secret}` });
  streams.push(stream);
  return stream.response.status;
};
/** Ends those that wait, and returns what they got. */
const publish = async (waiting: Promise<Answer>[]) => {
  await stage.publish();
  const answers = await Promise.all(waiting);
  since = await asOf(stage.provider);
  return answers.map(({ body }) => body.updated.length);
};

it('Polls that wait, and streams, are refused at once where the partner has too many', async () => {
  expect(await openStream()).toBe(200);
  await watching(1);
  const waiting = [poll(stage.provider, since, '&wait=60'), poll(stage.provider, since, '&wait=60')];
  await watching(MOST);
  const refused = await poll(stage.provider, since, '&wait=60');
  expectProblem(refused, 429, 'too-many-requests');
  expect(refused.body.detail).toBe('You have 3 waiting polls and streams already. Try again in 5 s.');
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(refused.headers.get('ratelimit')).toBe('"waiting-polls";r=0');
  expect(refused.headers.get('ratelimit-policy')).toBe('"waiting-polls";q=3;qu="concurrent-requests"');
  expect(await openStream()).toBe(429);
  // Who does not wait, and who else waits, is not concerned.
  expectStatus(await poll(stage.provider, since), 200);
  const stranger = poll(stage.stranger, since, '&wait=1');
  await watching(MOST + 1);
  expectStatus(await stranger, 200);
  expect(await publish(waiting)).toEqual([1, 1]);
});

it('Each that ends makes room for another, however it ends', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let count = 0; count < MOST; count += 1) expect(await openStream()).toBe(200);
    await watching(MOST);
    expect(await openStream()).toBe(429);
    for (const stream of streams) stream.close();
    await watching(0);
  }
  const waiting = Array.from({ length: MOST }, () => poll(stage.provider, since, '&wait=60'));
  await watching(MOST);
  expect(await publish(waiting)).toEqual([1, 1, 1]);
  // One that has something at once, one whose wait is over, and ones that are refused.
  for (let count = 0; count < 2 * MOST; count += 1) {
    expectStatus(await poll(stage.provider, '2020-01-01T00:00:00Z', '&wait=60'), 410);
    expectStatus(await poll(stage.provider, 'never', '&wait=60'), 400);
  }
  expectStatus(await poll(stage.provider, since, '&wait=1'), 200);
});

it('Streams that are asked for one behind the other on one connection end with it', async () => {
  const { hostname, port } = new URL(stage.registry.address);
  const socket = connect(Number(port), hostname);
  const request = [
    `GET /v1/operator-backends/updates?since=${since} HTTP/1.1`,
    `Host: ${hostname}`,
    'Accept: text/event-stream',
    `Authorization: Bearer ${stage.provider.secret}`,
  ];
  socket.write(`${request.join('\r\n')}\r\n\r\n`.repeat(MOST));
  while ((await openStream()) !== 429) streams.pop()!.close();
  streams.pop()!.close();
  socket.destroy();
  // The first of them was told of the end in any case: all must have made room.
  while (streams.length < MOST) if ((await openStream()) !== 200) streams.pop()!.close();
});

it('They are counted over all instances, as soon as those have told each other', async () => {
  for (let count = 0; count < MOST; count += 1) expect(await openStream(other)).toBe(200);
  await watching(MOST);
  await other.exchangeCounts();
  // With the first one, this instance asks what the others have.
  await openStream();
  await stage.registry.exchangeCounts();
  expect(await openStream()).toBe(429);
  for (const stream of streams) stream.close();
  await watching(0);
  await exchange();
  stage.registry.clock.advance(2_000);
  expect(await openStream()).toBe(200);
});

it('Who begins them at leisure, at an instance that has heard nothing for long, has no more of them', async () => {
  for (let count = 0; count < MOST; count += 1) expect(await openStream(other)).toBe(200);
  await watching(MOST);
  await other.exchangeCounts();
  const begun: number[] = [];
  for (let count = 0; count < MOST; count += 1) {
    begun.push(await openStream());
    await stage.registry.exchangeCounts();
    stage.registry.clock.advance(10_000);
  }
  // The first one is how it asks.
  expect(begun).toEqual([200, 429, 429]);
});

it('Those of an instance that is gone without a word are counted for half a minute', async () => {
  const { databaseUrl, clock } = stage.registry;
  clock.advance(60_000);
  const left = `INSERT INTO limit_count (tally, subject, instance_id, count, expires_at)
    VALUES ('waiting-polls', 'provider', gen_random_uuid(), ${MOST}, to_timestamp(${clock.now() / 1_000 + 30}))`;
  await askDatabase(databaseUrl, left);
  await openStream();
  await stage.registry.exchangeCounts();
  expect(await openStream()).toBe(429);
  clock.advance(2_000);
  expect(await openStream()).toBe(429);
  clock.advance(28_000);
  expect(await openStream()).toBe(200);
  await stage.registry.exchangeCounts();
  expect(await openStream()).toBe(200);
});
