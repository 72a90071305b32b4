import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/index.js';
import { checkIntegrity } from '../../src/integrity/index.js';
import { Stage } from '../contract/stage.js';
import { operatorPublication } from '../environment/index.js';

/** Rows by their invariant. */
type Broken = Readonly<Record<string, readonly string[]>>;

const OPEN = '9007199254740991';

const IN_FUTURE = 'SELECT revision + 1000000 FROM registry_clock';

/** The invariant, what breaks it, by which statement, and the rows that are named. */
const CASES: readonly [name: string, what: string, sql: string, rows: RegExp[]][] = [
  ['clock-one-row', 'no row', 'DELETE FROM registry_clock', [/^registry_clock$/]],
  [
    'clock-one-row',
    'two rows',
    'INSERT INTO registry_clock SELECT 2, revision, horizon FROM registry_clock',
    [/^registry_clock$/],
  ],
  [
    'clock-horizon',
    'a horizon to come',
    'UPDATE registry_clock SET horizon = revision + 1',
    [/^registry_clock$/],
  ],
  [
    'revocation-bounds',
    'revoked in a state to come',
    `UPDATE credential SET revoked_in = (${IN_FUTURE}) WHERE partner_id = 'emp'`,
    [/^credential /],
  ],
  [
    'interval-order',
    'no interval at all',
    `INSERT INTO roaming_connection VALUES ('outsider', 'emp', 2000, 1000), ('emp', 'outsider', 2000, 2000)`,
    [/^roaming_connection emp outsider \[2000, 2000\)$/, /^roaming_connection outsider emp \[2000, 1000\)$/],
  ],
  [
    'interval-overlap',
    'two that are closed',
    `INSERT INTO roaming_connection VALUES ('outsider', 'emp', 1000, 3000), ('outsider', 'emp', 2000, 4000)`,
    [/^roaming_connection outsider emp \[2000, 4000\)$/],
  ],
  [
    'interval-overlap',
    'one inside an open one',
    `INSERT INTO partner_admission SELECT partner_id, revision_from + 1, revision_from + 2
     FROM partner_admission WHERE partner_id = 'cpo'`,
    [/^partner_admission cpo /],
  ],
  [
    'interval-open-once',
    'two that are open',
    `INSERT INTO backend_definition SELECT partner_id, role, backend_id, revision_from - 1, revision_to, url, namespace_url,
       binding, whitelist, blacklist, tokens, size FROM backend_definition
     WHERE partner_id = 'outsider' AND revision_to = ${OPEN}`,
    [/^backend_definition outsider operator theirs$/],
  ],
  [
    'interval-bounds',
    'begun in a state to come',
    `INSERT INTO roaming_connection SELECT 'outsider', 'emp', revision + 1, ${OPEN} FROM registry_clock`,
    [/^roaming_connection outsider emp \[\d+, open\)$/],
  ],
  [
    'interval-bounds',
    'ended in a state to come',
    `UPDATE partner_admission SET revision_to = (${IN_FUTURE}) WHERE partner_id = 'emp'`,
    [/^partner_admission emp \[\d+, \d+\)$/],
  ],
  [
    'partner-exists',
    'whatever a partner had that is gone',
    `INSERT INTO owned_party_id VALUES ('operator', 'XX123', 'nobody')`,
    [/^owned_party_id operator XX123$/],
  ],
  [
    'partner-exists',
    'a connection of nobody',
    `INSERT INTO roaming_connection VALUES ('nobody', 'emp', 1000, 2000), ('cpo', 'nobody', 1000, ${OPEN})`,
    [/^roaming_connection cpo nobody \[1000, open\)$/, /^roaming_connection nobody emp \[1000, 2000\)$/],
  ],
  [
    'connection-roles',
    'the wrong way round',
    `INSERT INTO roaming_connection VALUES ('emp', 'outsider', 1000, ${OPEN}), ('outsider', 'cpo', 1000, ${OPEN})`,
    [/^roaming_connection emp outsider /, /^roaming_connection outsider cpo /],
  ],
  [
    'connection-roles',
    'with itself',
    `INSERT INTO roaming_connection VALUES ('outsider', 'outsider', 1000, 2000)`,
    [/^roaming_connection outsider outsider /],
  ],
  [
    'pattern-ownership',
    'an ID that went to another',
    `UPDATE owned_party_id SET partner_id = 'cpo' WHERE party_id = 'NL1OP'`,
    [/^backend_definition outsider operator theirs /],
  ],
  [
    'token-kept-unique',
    'a token that nothing keeps',
    `DELETE FROM access_token WHERE partner_id = 'outsider'`,
    [/^backend_definition outsider operator theirs /],
  ],
  [
    'token-in-use',
    'a token of no definition',
    `INSERT INTO access_token (token_digest, partner_id, role, backend_id, valid_date)
     VALUES (sha256('x'), 'cpo', 'operator', 'old', '2099-12-31')`,
    [/^access_token cpo operator old$/],
  ],
];

describe('The check of what is stored', () => {
  let stage: Stage;
  let dataSource: DataSource;

  beforeAll(async () => {
    stage = await Stage.set();
    const { registry, operator } = stage;
    // Closed intervals of each kind, and a token that is over.
    const path = '/v1/self/operator-backends/cms-1';
    for (let version = 0; version < 3; version += 1)
      await operator.put(path, operatorPublication(registry.clock, { url: `https://v${version}.example` }));
    await operator.put('/v1/self/operator-backends/old', operatorPublication(registry.clock));
    await operator.delete('/v1/self/operator-backends/old');
    for (const act of ['suspend', 'readmit']) await registry.admin.post(`/v1/admin/partners/outsider/${act}`);
    await operator.delete('/v1/self/roaming-connections/emp');
    await operator.put('/v1/self/roaming-connections/emp');
    dataSource = new DataSource(dataSourceOptions(registry.databaseUrl));
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await stage.registry.stop();
  });

  const now = () => stage.registry.clock.now();
  const check = async (mostFindings = 100) => checkIntegrity(dataSource, { mostFindings, now: now() });
  const broken = async (): Promise<Broken> => {
    const { invariants } = await check();
    const found = invariants.filter(({ total }) => total > 0);
    return Object.fromEntries(found.map(({ name, findings }) => [name, findings.map(({ place }) => place)]));
  };

  it('finds nothing where nothing is broken, and tells the state that it looked at', async () => {
    const report = await check();
    expect(report).toMatchObject({ total: 0, asOf: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) });
    expect(report.invariants.map(({ name }) => name)).toEqual([...new Set(CASES.map(([name]) => name))]);
  });

  describe('finds each thing that is broken, and nothing else', () => {
    const restored = ['registry_clock', 'partner', 'owned_party_id', 'partner_admission', 'credential'];
    restored.push('roaming_connection', 'backend_definition', 'access_token');

    /** Constraints are in the way of most that could go wrong. */
    beforeEach(async () => {
      for (const table of restored) {
        await dataSource.query(`ALTER TABLE ${table} RENAME TO ${table}_sound`);
        await dataSource.query(`CREATE TABLE ${table} AS SELECT * FROM ${table}_sound`);
      }
    });
    afterEach(async () => {
      for (const table of restored) {
        await dataSource.query(`DROP TABLE ${table}`);
        await dataSource.query(`ALTER TABLE ${table}_sound RENAME TO ${table}`);
      }
    });

    it.each(CASES.map(([name, what, sql, rows]) => ({ name, what, sql, rows })))(
      '$name: $what',
      async ({ name, sql, rows }) => {
        await dataSource.query(sql);
        expect(await broken()).toEqual({ [name]: rows.map((row) => expect.stringMatching(row)) });
      },
    );

    it('tells of no more rows than asked, and counts all', async () => {
      await dataSource.query(
        `INSERT INTO partner_admission SELECT 'nobody-' || n, 1, 2 FROM generate_series(1, 30) AS n`,
      );
      const { total, invariants } = await check(4);
      const { findings, ...found } = invariants.find(({ name }) => name === 'partner-exists')!;
      expect([total, found.total, findings.length]).toEqual([30, 30, 4]);
    });

    it('says of a rule that it cannot look at why that is so, and looks at the others', async () => {
      await dataSource.query('ALTER TABLE access_token DROP COLUMN valid_date');
      await dataSource.query(`UPDATE registry_clock SET horizon = revision + 1`);
      expect(await broken()).toEqual({
        'clock-horizon': ['registry_clock'],
        'token-kept-unique': ['this rule'],
        'token-in-use': ['this rule'],
      });
      const { findings } = (await check()).invariants.find(({ name }) => name === 'token-in-use')!;
      expect(findings.map(({ detail }) => detail)).toEqual([
        expect.stringMatching(/^could not be looked at: .*valid_date.* does not exist$/),
      ]);
    });

    it('never tells a token, nor its digest', async () => {
      await dataSource.query('DELETE FROM access_token');
      const text = JSON.stringify(await check());
      expect(text).toContain('keeps unique');
      expect(text).not.toContain(stage.takenToken);
    });
  });
});
