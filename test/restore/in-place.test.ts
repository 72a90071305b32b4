import { expect, it } from '@jest/globals';
import { askDatabase, expectStatus, TestRegistry } from '../environment/index.js';
import { poll, Stage } from '../live/stage.js';
import { dump, load } from './backups.js';
import { keptDatabase } from './kept-database.js';

it('A dump that is restored over the database that it is of begins an epoch, though all else is as it was', async () => {
  const database = await keptDatabase();
  const stage = await Stage.set({ database: database.lent });
  const kept = await stage.publish();
  const { clock } = stage.registry;
  const dumped = await dump(database.lent.url);
  await stage.publish();
  const lost = (await stage.provider.get('/v1/operator-backends')).body;
  await stage.registry.stop();

  await askDatabase(database.lent.url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await load(database.lent.url, dumped);
  clock.advance(1_000);
  const restored = await TestRegistry.start({ database: database.lent, clock });
  const provider = restored.as(stage.provider.secret);
  const told = await poll(provider, lost.asOf);
  expectStatus(told, 410);
  expect(told.body.type).toMatch(/:epoch-changed$/);
  const { body } = await provider.get('/v1/operator-backends');
  expect(body).toMatchObject({ items: [{ url: kept }] });
  expect(body.epoch).not.toBe(lost.epoch);
  await restored.stop();
  await database.drop();
});
