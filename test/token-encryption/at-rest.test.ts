import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatTokenKeys } from '../../src/configuration/index.js';
import { addedEndpoints, askDatabase, expectStatus, operatorPublication } from '../environment/index.js';
import { dumpOf, givenAway } from './dump.js';
import { Stage, tokenKey } from './stage.js';

const KEY = tokenKey('key-1');
const TOKENS = [
  'token-of-json-1',
  'token-of-json-2',
  'token-that-was-replaced',
  'token-of-söap-😀',
  'token-withdrawn',
];

describe('What is published', () => {
  let stage: Stage;
  let since: string;

  beforeAll(async () => {
    stage = await Stage.set([KEY], { configuration: { logLevel: 'trace' } });
    since = (await stage.provider.get('/v1/operator-backends')).body.asOf;
    expectStatus(await stage.publish('cms', TOKENS[2]!, TOKENS[1]!), 201);
    expectStatus(await stage.rotate('cms', TOKENS[0]!), 200);
    const { clock } = stage.registry;
    const tokens = [{ accessToken: TOKENS[3]!, validDate: clock.day() }];
    const endpoint = operatorPublication(clock, { url: 'https://soap.example/direct', tokens });
    const added = await stage.registry
      .bySoap('cpo', stage.operator)
      .published('AddServiceEndpoints', addedEndpoints('operator', endpoint));
    expect(added.text).toContain('<resultCode>ok</resultCode>');
    expectStatus(await stage.publish('gone', TOKENS[4]!), 201);
    expectStatus(await stage.operator.delete('/v1/self/operator-backends/gone'), 204);
  });
  afterAll(() => stage.registry.stop());

  it('is read back by everybody who may', async () => {
    const [snapshot, updates, resolved, own, , soap] = await stage.picture(since);
    for (const text of [snapshot, updates, own, soap])
      expect(givenAway(text!, TOKENS).sort()).toEqual([TOKENS[0], TOKENS[1], TOKENS[3]].sort());
    expect(givenAway(resolved!, TOKENS)).toHaveLength(1);
  });

  it('leaves no token in a dump of the database, and no digest that can be made without the key', async () => {
    const dump = await dumpOf(stage.registry.databaseUrl);
    expect(dump.match(/"sealed": "key-1\.[\w-]+"/g)).toHaveLength(6);
    expect(dump.match(/"token_digest":/g)).toHaveLength(3);
    expect(givenAway(dump, TOKENS)).toEqual([]);
  });

  it('would be found there, were it in clear', () => {
    for (const token of TOKENS) {
      expect(givenAway(`"accessToken": "${token}"`, TOKENS)).toEqual([token]);
      const digest = createHash('sha256').update(token).digest('hex');
      expect(givenAway(`"token_digest":"\\\\x${digest}"`, TOKENS)).toEqual([token]);
    }
  });

  it('says the same when it is published again, and makes no revision', async () => {
    const before = await stage.picture(since);
    expectStatus(await stage.publish('cms', TOKENS[0]!, TOKENS[1]!), 200);
    expectStatus(await stage.rotate('cms', TOKENS[1]!, 1), 200);
    expect(await stage.picture(since)).toEqual(before);
  });

  it('leaves no key in the log', () => {
    const text = stage.registry.log.join('');
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(text).not.toContain(KEY.secret.export().toString(encoding).slice(0, 20));
    expect(text).not.toContain(formatTokenKeys([KEY]));
    expect(givenAway(text, TOKENS)).toEqual([]);
  });

  describe('and then tampered with', () => {
    const errors = (log: readonly string[], level = 'error') =>
      log
        .filter((line) => line.includes(`"level":"${level}"`))
        .map((line) => JSON.parse(line).err?.message as string);
    const ask = (sql: string) => askDatabase(stage.registry.databaseUrl, sql);

    it('is refused in the row of another definition, and named in the log', async () => {
      expectStatus(await stage.publish('other', 'token-of-another'), 201);
      await ask(
        `UPDATE backend_definition to_row SET tokens = from_row.tokens FROM backend_definition from_row
         WHERE to_row.backend_id = 'other' AND from_row.backend_id = 'cms'
           AND from_row.revision_to = to_row.revision_to`,
      );
      const answer = await stage.provider.get('/v1/operator-backends');
      expect([answer.status, answer.body.type]).toEqual([500, 'urn:ochp-direct:registry:problem:internal']);
      expect(answer.text).not.toMatch(/key|sealed/);
      expect(errors(stage.registry.log)).toEqual([
        expect.stringMatching(
          /^The access token of cpo's operator backend other for .* can't be decrypted with the key key-1: /,
        ),
      ]);
      expect(givenAway(stage.registry.log.join(''), TOKENS)).toEqual([]);
    });

    it('is still shown to staff, by its days', async () => {
      const visible = await stage.registry.admin.get('/v1/admin/visible?partner=emp');
      expectStatus(visible, 200);
      expect(visible.body.items.find(({ backendId }: any) => backendId === 'other').tokenDays).toHaveLength(
        2,
      );
    });

    it('is read without its key by nobody: the log names the key', async () => {
      const other = await stage.beside([tokenKey('key-2')]);
      const answer = await other.provider.get('/v1/operator-backends');
      expect(answer.status).toBe(503);
      expect(errors(other.registry.log, 'warn')).toContainEqual(
        expect.stringMatching(/is encrypted with the key key-1, not known here: put what is missing into/),
      );
      await other.registry.stop();
    });
  });
});

describe('What was published before there were keys', () => {
  let stage: Stage;
  const CLEAR = ['clear-token-1', 'clear-token-2', 'clear-token-3'];

  beforeAll(async () => {
    stage = await Stage.set([KEY]);
    for (const [index, token] of CLEAR.entries()) expectStatus(await stage.publish(`b${index}`, token), 201);
    await writeInClear();
  });
  afterAll(() => stage.registry.stop());

  /** As the version before wrote it. */
  const writeInClear = async () => {
    for (const [index, token] of CLEAR.entries())
      await askDatabase(
        stage.registry.databaseUrl,
        `UPDATE backend_definition SET token_key_id = NULL, tokens =
           jsonb_build_array(jsonb_build_object('accessToken', '${token}', 'validDate', tokens->0->>'validDate'))
           WHERE backend_id = 'b${index}';
         UPDATE access_token SET token_key_id = NULL, token_digest = sha256('${token}') WHERE backend_id = 'b${index}'`,
      );
  };
  const inClear = async () => givenAway(await dumpOf(stage.registry.databaseUrl), CLEAR);

  it('is read, and its tokens are taken', async () => {
    expect(await inClear()).toEqual(CLEAR);
    const { body } = await stage.provider.get('/v1/operator-backends');
    expect(body.items.map(({ tokens }: any) => tokens[0].accessToken)).toEqual(CLEAR);
    expect((await stage.publish('another', CLEAR[0]!)).status).toBe(409);
    expectStatus(await stage.publish('b0', CLEAR[0]!), 200);
    expect(await inClear()).toEqual(CLEAR);
  });

  it('is encrypted in the background when the service starts, and nobody sees a difference', async () => {
    const before = (await stage.provider.get('/v1/operator-backends')).text;
    const restarted = await stage.beside([KEY]);
    while ((await inClear()).length > 0) await delay(20);
    expect((await restarted.provider.get('/v1/operator-backends')).text).toBe(before);
    for (const token of CLEAR) expect((await restarted.publish('another', token)).status).toBe(409);
    while (
      !restarted.registry.log
        .join('')
        .includes('Encrypted the access tokens of 3 versions that were in clear')
    )
      await delay(20);
    await restarted.registry.stop();
  });
});
