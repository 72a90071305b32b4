import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SealedCounts } from '../../src/backend-definitions/index.js';
import type { TokenKey } from '../../src/configuration/index.js';
import { admitCompanies, type Company } from '../concurrency/company.js';
import { Dice } from '../concurrency/dice.js';
import { LiveClock } from '../concurrency/live-clock.js';
import { Replica } from '../concurrency/replica.js';
import { expectSoundHistory } from '../concurrency/sound-history.js';
import { PartnerWriter } from '../concurrency/writers.js';
import { askDatabase, expectStatus, TestRegistry } from '../environment/index.js';
import { dumpOf, givenAway } from './dump.js';
import { Stage, tokenKey } from './stage.js';

const OLD = tokenKey('old');
const NEW = tokenKey('new');

const NOTHING: SealedCounts = { versions: 0, digests: 0, unreadable: 0, writtenMeanwhile: 0 };

/** More than fit into two batches. */
const VERSIONS = 410;

/** How many rows are under each key, of versions and of digests. */
async function rowsByKey(databaseUrl: string): Promise<Record<string, number[]>> {
  const rows = await askDatabase(
    databaseUrl,
    `SELECT token_key_id AS key, count(*) FILTER (WHERE is_version)::int AS versions,
       count(*) FILTER (WHERE NOT is_version)::int AS digests
     FROM (SELECT token_key_id, true AS is_version FROM backend_definition
       UNION ALL SELECT token_key_id, false FROM access_token) stored GROUP BY token_key_id`,
  );
  return Object.fromEntries(rows.map(({ key, versions, digests }) => [String(key), [versions, digests]]));
}

describe('A new key', () => {
  let stage: Stage;
  let rotated: Stage;
  let since: string;
  const accessTokens: string[] = [];
  const nextToken = () => {
    accessTokens.push(`token-before-${accessTokens.length}`);
    return accessTokens.at(-1)!;
  };

  beforeAll(async () => {
    stage = await Stage.set([OLD]);
    since = (await stage.provider.get('/v1/operator-backends')).body.asOf;
    for (let backend = 0; backend < 10; backend += 1)
      expectStatus(await stage.publish(`b${backend}`, nextToken(), nextToken()), 201);
    for (let version = 10; version < VERSIONS; version += 1)
      expectStatus(await stage.rotate(`b${version % 10}`, nextToken()), 200);
    rotated = await stage.beside([NEW, OLD]);
  });
  afterAll(async () => {
    await rotated.registry.stop();
    await stage.registry.stop();
  });

  it('reads what the old one wrote, and leaves it there while the service starts', async () => {
    expect(await rotated.picture(since)).toEqual(await stage.picture(since));
    expect(await rowsByKey(stage.registry.databaseUrl)).toEqual({ old: [VERSIONS, 20] });
  });

  it('may be broken off, and goes on where it was, telling how far it has come', async () => {
    const before = await stage.picture(since);
    const told: SealedCounts[] = [];
    const stop = new AbortController();
    const brokenOff = rotated.registry.sealAnew({
      signal: stop.signal,
      onProgress: (counts) => {
        told.push(counts);
        stop.abort(new Error('enough'));
      },
    });
    await expect(brokenOff).rejects.toThrow('enough');
    expect(told).toEqual([{ ...NOTHING, versions: 200, digests: expect.any(Number) }]);
    expect(await rotated.picture(since)).toEqual(before);
    const rest = await rotated.registry.sealAnew();
    expect(rest).toEqual({ ...NOTHING, versions: VERSIONS - 200, digests: 20 - told[0]!.digests });
    expect(await rotated.picture(since)).toEqual(before);
  });

  it('is then all that is needed: there is nothing left of the old one, and nothing to do', async () => {
    expect(await rowsByKey(stage.registry.databaseUrl)).toEqual({ new: [VERSIONS, 20] });
    expect(await rotated.registry.sealAnew()).toEqual(NOTHING);
    const alone = await stage.beside([NEW]);
    expect(await alone.picture(since)).toEqual(await rotated.picture(since));
    expect((await alone.publish('another', accessTokens.at(-1)!)).status).toBe(409);
    expect(givenAway(await dumpOf(stage.registry.databaseUrl), accessTokens)).toEqual([]);
    await alone.registry.stop();
  });

  it('passes by what can not be decrypted, tells how much that is, and does the rest', async () => {
    await askDatabase(
      stage.registry.databaseUrl,
      `UPDATE backend_definition SET tokens = jsonb_set(tokens, '{0,validDate}', '"2020-01-01"')
       WHERE backend_id = 'b3' AND revision_to = 9007199254740991`,
    );
    const third = await stage.beside([tokenKey('third'), NEW]);
    expect(await third.registry.sealAnew()).toEqual({
      ...NOTHING,
      ...{ versions: VERSIONS - 1, digests: 18, unreadable: 1 },
    });
    expect(await rowsByKey(stage.registry.databaseUrl)).toEqual({ new: [1, 2], third: [VERSIONS - 1, 18] });
    const log = third.registry.log.join('');
    expect(log).toMatch(/The access token of cpo's operator backend b3 for 2020-01-01 can't be decrypted/);
    expect(givenAway(log, accessTokens)).toEqual([]);
    await third.registry.stop();
  });
});

describe('While the key is changed on instances that have it in either order', () => {
  let former: TestRegistry;
  let latter: TestRegistry;
  let companies: Company[];
  let replicas: Replica[];

  beforeAll(async () => {
    const start = (tokenKeys: readonly TokenKey[], beside?: TestRegistry) =>
      TestRegistry.start({
        configuration: { tokenKeys, logLevel: 'silent' },
        clock: new LiveClock(),
        ...(beside && { beside }),
      });
    former = await start([OLD, NEW]);
    companies = await admitCompanies(former);
    latter = await start([NEW, OLD], former);
    const viewers = at(former).filter(({ roles }) => roles.length === 2);
    replicas = viewers.flatMap((viewer) => [
      new Replica(viewer, 'operator', { since: 'asOf', limit: 500 }),
      new Replica(viewer, 'operator', { since: 'asOf', limit: 2 }),
      new Replica(viewer, 'provider', { since: 'asOf', limit: 500, wait: 1 }),
    ]);
    await Promise.all(replicas.map((replica) => replica.begin()));
  });
  afterAll(async () => {
    await latter.stop();
    await former.stop();
  });

  const at = (registry: TestRegistry): Company[] =>
    companies.map((company) => ({ ...company, client: registry.as(company.client.secret) }));

  it('of two who want one token at the same time, at one instance each, one gets it', async () => {
    const [here, there] = [at(former)[0]!, at(latter)[3]!];
    for (let round = 0; round < 25; round += 1) {
      const tokens = [{ accessToken: `wanted-${round}`, validDate: former.clock.day(1) }];
      const publication = { namespaceUrl: 'http://ochp.eu/1.4', binding: 'soap', tokens };
      const url = `https://b${round}.example/direct`;
      const answers = await Promise.all([
        here.client.put(`/v1/self/operator-backends/race-${round}`, {
          ...publication,
          url,
          whitelist: ['DEO01E%'],
        }),
        there.client.put(`/v1/self/provider-backends/race-${round}`, {
          ...publication,
          url,
          whitelist: ['DEP01C%'],
        }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
    expect(Object.keys(await rowsByKey(former.databaseUrl)).sort()).toEqual(['new', 'old']);
  });

  it('an instance that goes on writing under the old one is noticed', async () => {
    const { client } = at(former)[0]!;
    let round = 0;
    const write = async () => {
      const [validDate, accessToken] = [former.clock.day(1), `late-${round++}`];
      const path = `/v1/self/operator-backends/late/tokens/${validDate}`;
      expectStatus(await client.put(path, { accessToken }), 200);
    };
    const publication = { namespaceUrl: 'http://ochp.eu/1.4', binding: 'soap', url: 'https://late.example/' };
    const first = { ...publication, whitelist: ['DEO01E%'], tokens: [] };
    expectStatus(await client.put('/v1/self/operator-backends/late', first), 201);
    let noticed = 0;
    const writer = (async () => {
      while (noticed === 0) await write();
    })();
    while (noticed === 0) noticed = (await latter.sealAnew()).writtenMeanwhile;
    await writer;
    await write();
    await latter.sealAnew();
    expect(await latter.sealAnew()).toEqual(NOTHING);
    await write();
  });

  it('all copies that are kept by polling come to be what there is to see, and nothing stays behind', async () => {
    const rush = { isOver: false, written: 0 };
    // Whoever writes has the new key first by now; who only reads may still have it second.
    const write = async (registry: TestRegistry, seed: number) => {
      const day = (offset: number) => registry.clock.day(offset);
      const everybodyThere = at(registry);
      const self = everybodyThere[seed]!;
      const writer = new PartnerWriter(
        `${seed}-${registry.address}`,
        self,
        everybodyThere,
        day,
        new Dice(seed),
      );
      while (!rush.isOver) if (await writer.write()) rush.written += 1;
    };
    const poll = async (replica: Replica) => {
      while (!rush.isOver) {
        await replica.poll();
        await delay(5);
      }
    };
    const everybody = Promise.all([
      ...[0, 2, 3, 6, 7].map((seed) => write(latter, seed)),
      ...replicas.map(poll),
    ]).catch((error: unknown) => {
      rush.isOver = true;
      throw error;
    });
    const counts: SealedCounts[] = [];
    while (!rush.isOver && rush.written < 300) counts.push(await latter.sealAnew());
    rush.isOver = true;
    await everybody;

    expect(counts[0]!.versions).toBeGreaterThan(0);
    expect(Object.keys(await rowsByKey(former.databaseUrl))).toEqual(['new']);
    for (const replica of replicas) {
      expect(await replica.poll(0)).toBe(true);
      expect(replica.content).toEqual(await replica.snapshot());
    }
    await expectSoundHistory(former.databaseUrl);
    await expectEachTokenTaken(await tokensByOwner());
  }, 180_000);

  /** Of each partner, the tokens that its present definitions list. */
  const tokensByOwner = async () => {
    const found: { company: Company; path: string; accessToken: string }[] = [];
    for (const company of at(latter))
      for (const role of company.roles) {
        const { body } = await company.client.get(`/v1/self/${role}-backends`);
        for (const { backendId, tokens } of body.items)
          for (const { accessToken } of tokens)
            found.push({ company, path: `/v1/self/${role}-backends/${backendId}`, accessToken });
      }
    return found;
  };

  /** Nobody else gets it, at any instance; so each has its digest, and there is no other. */
  const expectEachTokenTaken = async (used: Awaited<ReturnType<typeof tokensByOwner>>) => {
    expect(used.length).toBeGreaterThan(10);
    const digests = Object.values(await rowsByKey(former.databaseUrl)).map(([, count]) => count);
    expect(digests).toEqual([used.length]);
    for (const { company, accessToken } of used.slice(0, 20)) {
      const thief = at(former).find(({ partnerId }) => partnerId !== company.partnerId)!;
      const taken = await thief.client.put('/v1/self/operator-backends/thief', {
        ...{ url: 'https://thief.example/', namespaceUrl: 'http://ochp.eu/1.4', binding: 'soap' },
        ...{ whitelist: [`${thief.partyId}E%`], tokens: [{ accessToken, validDate: former.clock.day(10) }] },
      });
      expect(taken.status).toBe(409);
    }
  };
});
