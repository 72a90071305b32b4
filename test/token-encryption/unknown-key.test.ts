import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { expectStatus } from '../environment/index.js';
import { Stage, tokenKey } from './stage.js';

const OLD = tokenKey('old');
const NEW = tokenKey('new');
const REMEDY =
  /the key new, not known here: put what is missing into TOKEN_KEYS, .* and start this instance again/;

describe('An instance that was not given the key under which another one writes', () => {
  let stage: Stage;
  let ahead: Stage;

  beforeAll(async () => {
    stage = await Stage.set([OLD]);
    ahead = await stage.beside([NEW, OLD]);
    expectStatus(await stage.publish('before', 'token-before'), 201);
  });
  afterAll(async () => {
    await ahead.registry.stop();
    await stage.registry.stop();
  });

  const ready = () => stage.registry.admin.get('/health/ready');
  const untilReadyIs = async (status: number) => {
    let answer = await ready();
    while (answer.status !== status) {
      await delay(100);
      answer = await ready();
    }
    return answer;
  };

  it('is ready as long as nothing is under it', async () => {
    expectStatus(await ready(), 200);
  });

  it('is not ready from then on, and logs which key it is', async () => {
    expectStatus(await ahead.publish('after', 'token-after'), 201);
    const { body } = await untilReadyIs(503);
    expect(body.detail).toMatch(
      /^Unwell: tokenKeys, access tokens are encrypted with a key that is not known here/,
    );
    // Nest's logger is one for both instances in this process.
    expect([...stage.registry.log, ...ahead.registry.log].join('')).toMatch(REMEDY);
  });

  it('is not available to those that ask for such tokens, by either binding, and says why in the log', async () => {
    const before = stage.registry.log.length;
    const answer = await stage.provider.get('/v1/operator-backends');
    expectStatus(answer, 503);
    expect(answer.body).toMatchObject({ type: 'urn:ochp-direct:registry:problem:unavailable' });
    expect(answer.headers.get('retry-after')).toBe('5');
    const soap = await stage.registry.bySoap('emp', stage.provider).published('GetServiceEndpoints');
    expect(soap.text).toMatch(/<resultCode>server<.*Try again soon/s);
    const log = stage.registry.log.slice(before).join('');
    expect(log.match(new RegExp(REMEDY, 'g'))).toHaveLength(2);
    expect(log).not.toContain('token-after');
    expectStatus(await ahead.provider.get('/v1/operator-backends'), 200);
  });

  it('is ready again when nothing there is now is under it', async () => {
    expectStatus(await ahead.operator.delete('/v1/self/operator-backends/after'), 204);
    await untilReadyIs(200);
    expectStatus(await stage.provider.get('/v1/operator-backends'), 200);
  });
});
