import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/index.js';
import { checkIntegrity } from '../../src/integrity/index.js';
import { Stage } from '../contract/stage.js';
import { operatorPublication } from '../environment/index.js';
import { OF_THE_SCHEMA } from './schema-cases.js';

/** Rows by their invariant. */
type Broken = Readonly<Record<string, readonly string[]>>;

const OPEN = '9007199254740991';

const TODAY = `current_date::text`;

/** Gives the stranger's definition tokens of another form. */
const withTokens = (tokens: string) =>
  `UPDATE backend_definition SET tokens = ${tokens} WHERE partner_id = 'outsider' AND revision_to = ${OPEN}`;

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
    'clock-epoch',
    'an epoch to come',
    'UPDATE registry_clock SET epoch_began = revision + 1',
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
       binding, whitelist, blacklist, tokens, size, token_key_id FROM backend_definition
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
    'definition-content',
    'a URL that is none, no namespace, a binding that nobody speaks, and no size, in each of its versions',
    `UPDATE backend_definition SET url = '', namespace_url = '', binding = 'telex', size = 0
     WHERE partner_id = 'cpo' AND backend_id = 'old'`,
    Array<RegExp>(4).fill(/^backend_definition cpo operator old \[\d+, \d+\)$/),
  ],
  [
    'definition-patterns',
    'a pattern of the other role, and those that are none',
    `UPDATE backend_definition SET whitelist = '{NL1OPC%}', blacklist = '{NL1OPE*%%,NL1OP,NL1OPE*%}'
     WHERE partner_id = 'outsider' AND revision_to = ${OPEN} AND role = 'operator'`,
    Array<RegExp>(3).fill(/^backend_definition outsider operator theirs /),
  ],
  ...[
    ['no list', `'{}'`],
    ['neither a list nor anything in one', `'7'`],
    ['a list of what is none', `'["sealed", 7, null, []]'`],
    ['a token for no day', `'[{"sealed": "key.abc"}]'`],
    ['a token for something else than a day', `'[{"validDate": "today", "sealed": "key.abc"}]'`],
    ['a token without a token', `jsonb_build_array(jsonb_build_object('validDate', ${TODAY}))`],
    [
      'a token sealed by nothing',
      `jsonb_build_array(jsonb_build_object('validDate', ${TODAY}, 'sealed', 'secret'))`,
    ],
    [
      'a token in clear that is no text',
      `jsonb_build_array(jsonb_build_object('validDate', ${TODAY}, 'accessToken', 7))`,
    ],
  ].map(([what, tokens]): (typeof CASES)[number] => [
    'token-shape',
    what!,
    withTokens(tokens!),
    [/^backend_definition outsider operator theirs /],
  ]),
  [
    'token-key',
    'another key than that of a token, in versions that hold and that are over',
    `UPDATE backend_definition SET token_key_id = 'another' WHERE backend_id IN ('theirs', 'old')`,
    [/^backend_definition cpo operator old /, /^backend_definition outsider operator theirs /],
  ],
  [
    'token-key',
    'no key, and sealed all the same',
    `UPDATE backend_definition SET token_key_id = NULL WHERE backend_id = 'theirs'`,
    [/^backend_definition outsider operator theirs /],
  ],
  [
    'token-key',
    'a token in clear beside those that are sealed',
    `UPDATE backend_definition SET tokens = tokens || '[{"validDate": "2020-01-01", "accessToken": "x"}]'
     WHERE backend_id = 'theirs'`,
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
  [
    'audit-concern-entry',
    'an entry that is not there, and one of another moment',
    `INSERT INTO audit_concern SELECT 'cpo', 1000, max(entry_id) + n FROM audit_entry, generate_series(0, 1) n
     GROUP BY n`,
    Array<RegExp>(2).fill(/^audit_concern cpo 1000 \d+$/),
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
  const check = async (mostFindings = 100, at = now()) =>
    checkIntegrity(dataSource, { mostFindings, now: at });
  const broken = async (at = now()): Promise<Broken> => {
    const { invariants } = await check(100, at);
    const found = invariants.filter(({ name, total }) => total > 0 && !OF_THE_SCHEMA.includes(name));
    return Object.fromEntries(found.map(({ name, findings }) => [name, findings.map(({ place }) => place)]));
  };

  it('finds nothing where nothing is broken, and tells the state that it looked at', async () => {
    const report = await check();
    expect(report).toMatchObject({ total: 0, asOf: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/) });
    const names = report.invariants.map(({ name }) => name).filter((name) => !OF_THE_SCHEMA.includes(name));
    expect(names.sort()).toEqual([...new Set([...CASES.map(([name]) => name), 'clock-ahead'])].sort());
  });

  it('finds a present that is days ahead of the time', async () => {
    const hour = 3_600_000;
    expect(await broken(now() - 23 * hour)).toEqual({});
    expect(await broken(now() - 25 * hour)).toEqual({ 'clock-ahead': ['registry_clock'] });
  });

  describe('finds each thing that is broken, and nothing else', () => {
    const restored = ['registry_clock', 'partner', 'owned_party_id', 'partner_admission', 'credential'];
    restored.push('roaming_connection', 'backend_definition', 'access_token', 'audit_concern');

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
      const { invariants } = await check(4);
      const { findings, ...found } = invariants.find(({ name }) => name === 'partner-exists')!;
      expect([found.total, findings.length]).toEqual([30, 4]);
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
