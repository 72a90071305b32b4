import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Configuration } from '../../src/configuration/index.js';
import { openStorage } from '../../src/storage.js';
import { askDatabase } from '../environment/index.js';

interface Found {
  readonly epoch: string;
  readonly epoch_files: string;
  readonly epoch_system: string;
  readonly epoch_timeline: string;
}

describe('The directory of the embedded PostgreSQL', () => {
  const places: string[] = [];
  let directory: string;
  let first: Found;

  beforeAll(async () => {
    const asked = await mkdtemp(join(tmpdir(), 'ochp-direct-registry-embedded-'));
    places.push(asked);
    first = await look(asked);
  });
  afterAll(async () => {
    for (const place of places) await rm(place, { recursive: true, force: true });
  });

  /** What is noted once the service has opened its storage there. */
  const look = async (dataDirectory: string): Promise<Found> => {
    const settings = { databaseUrl: undefined, dataDirectory, workers: 1 };
    const storage = await openStorage(settings as Configuration);
    directory = storage.data!.directory;
    if (!places.includes(directory)) places.push(directory);
    const [found] = await askDatabase(storage.url, 'SELECT * FROM registry_clock');
    await storage.close();
    return found;
  };

  it('is of the same epoch when the service is started again', async () => {
    expect(first.epoch_files).toMatch(/^\d+/);
    expect(await look(places[0]!)).toEqual(first);
  });

  it('is of another one where it is restored from a copy, which is the same to PostgreSQL itself', async () => {
    const copy = await mkdtemp(`${directory}-copy-`);
    places.push(copy);
    await chmod(copy, 0o711);
    await promisify(execFile)('cp', ['-Rp', `${directory}/.`, copy]);
    const found = await look(copy);
    expect(found).toMatchObject({ epoch_system: first.epoch_system, epoch_timeline: first.epoch_timeline });
    expect(found.epoch).not.toBe(first.epoch);
    expect(await look(copy)).toEqual(found);
  });
});
