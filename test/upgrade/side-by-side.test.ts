import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LiveClock } from '../concurrency/live-clock.js';
import { expectSoundHistory } from '../concurrency/sound-history.js';
import {
  askDatabase,
  type Client,
  createTestDatabase,
  expectStatus,
  operatorPublication,
  type TestDatabase,
  TestRegistry,
} from '../environment/index.js';
import { Follower } from '../restore/follower.js';
import { Recorder, type Recording } from './recording.js';
import { Replay } from './replay.js';
import { playStory } from './story.js';

const FORMER_VERSION = new URL('former-version.json', import.meta.url);

/** What this version sends while it plays the story. With RECORD_STATEMENTS=1 it is kept for the next: see CONTRIBUTING. */
async function recordThisVersion(): Promise<Recording> {
  const database = await createTestDatabase();
  const recording = await record({ url: database.url, drop: () => Promise.resolve() });
  await database.drop();
  const json = JSON.stringify(recording, undefined, 1);
  if (process.env.RECORD_STATEMENTS === '1') await writeFile(FORMER_VERSION, `${json}\n`);
  return JSON.parse(json) as Recording;
}

async function record(database: TestDatabase): Promise<Recording> {
  using recorder = new Recorder();
  const registry = await TestRegistry.start({ database });
  const secrets = await playStory(registry, recorder).finally(() => registry.stop());
  return recorder.finish(secrets);
}

const readFormerVersion = async () => JSON.parse(await readFile(FORMER_VERSION, 'utf8')) as Recording;

/**
 * A restart of all instances, one by one: for a while the new version has migrated, and the old one still serves. The
 * version before knows no encryption: its tokens are in clear, and it cannot read those that are encrypted here.
 */
describe.each([
  ['this version itself', recordThisVersion],
  ['the version before', readFormerVersion],
])('Beside this version, and on its schema, %s', (_, read) => {
  let recording: Recording;
  let registry: TestRegistry;
  let operator: Client;
  let replay: Replay;

  beforeAll(async () => {
    recording = await read();
    registry = await TestRegistry.start({ clock: new LiveClock() });
    operator = await registry.admit('present-operator', { operatorIds: ['DE8AA'] });
    replay = new Replay(registry.databaseUrl, recording);
  });
  afterAll(async () => {
    await replay.end();
    await registry.stop();
  });

  const publish = async (backendId: string) => {
    const publication = operatorPublication(registry.clock, { whitelist: ['DE8AAE%'] });
    expectStatus(await operator.put(`/v1/self/operator-backends/${backendId}`, publication), 200, 201);
  };

  it('does all that it does, and whoever polls here misses nothing of what either writes', async () => {
    const secret = recording.secrets['former-provider']!;
    const follower = new Follower(registry.as(secret), 'former-provider', 'operator');
    const told: string[] = [];
    for (const [index, step] of recording.steps.entries()) {
      expect(await replay.play(step)).toEqual([]);
      if (step.what === 'starts') continue;
      expectStatus(await operator.put('/v1/self/roaming-connections/former-provider'), 200, 201);
      await publish(`b${index}`);
      told.push(await follower.poll());
      expect({ after: step.what, content: follower.content }).toEqual({
        after: step.what,
        content: await follower.snapshot(),
      });
    }
    expect(told).toEqual(['begun anew', ...told.slice(1).map(() => 'served')]);
    const owners = new Set(Object.keys(follower.content).map((key) => key.split('/')[0]));
    expect(owners).toEqual(new Set(['former-operator', 'present-operator']));
    await expectSoundHistory(registry.databaseUrl);
  });

  it('sees what is written here', async () => {
    await publish('seen');
    const snapshots = recording.steps.find(({ what }) => what === 'takes snapshots')!;
    const rows = await replay.rowsOf(snapshots);
    const seen = { partner_id: 'present-operator', backend_id: 'seen' };
    expect(rows).toContainEqual(expect.objectContaining(seen));
  });

  it('could not, if the schema had been contracted too early', async () => {
    await askDatabase(registry.databaseUrl, 'ALTER TABLE backend_definition RENAME COLUMN size TO bytes');
    const snapshots = recording.steps.find(({ what }) => what === 'takes snapshots')!;
    const [deviation] = await replay.play(snapshots);
    expect(deviation?.found).toContain('size');
  });
});
