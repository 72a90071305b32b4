import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import { expectProblem } from '../contract/stage.js';
import { type Client, expectStatus, TestRegistry } from '../environment/index.js';

const [OF_ADDRESS, OF_NAME] = [4, 6];
const WINDOW = parseDuration('5m');

let registry: TestRegistry;
let partner: Client;

beforeAll(async () => {
  const failedLoginLimit = { most: OF_ADDRESS, window: WINDOW };
  const failedLoginLimitPerName = { most: OF_NAME, window: WINDOW };
  registry = await TestRegistry.start({ configuration: { failedLoginLimit, failedLoginLimitPerName } });
  partner = await registry.admit('emp', { providerIds: ['DE9BB'] });
});
afterAll(() => registry.stop());
/** To the beginning of a window. */
beforeEach(() => registry.clock.advance(WINDOW - (registry.clock.now() % WINDOW)));

const basic = (username: string, secret: string) =>
  `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
/** By way of a proxy that is trusted, and tells this of the client. */
const from = (address: string, authorization = `Bearer ${partner.secret}`, path = '/v1/self') =>
  partner.get(path, { headers: { authorization, 'x-forwarded-for': address } });
const fail = async (address: string, times: number, authorization = 'Bearer wrong') => {
  for (let count = 0; count < times; count += 1) expectStatus(await from(address, authorization), 401);
};

describe('An address from which too many logins failed', () => {
  it('is refused before any credential is looked at, until the window is over, and no other is', async () => {
    await fail('192.0.2.1', OF_ADDRESS);
    const refused = await from('192.0.2.1');
    expectProblem(refused, 429, 'too-many-requests');
    expect(refused.body.detail).toBe('Too many logins failed from your address. Try again in 300 s.');
    expect(refused.headers.get('retry-after')).toBe('300');
    expect(refused.headers.get('ratelimit')).toBe('"failed-logins";r=0;t=300');
    expect(refused.headers.get('ratelimit-policy')).toBe('"failed-logins";q=4;w=300');
    expectStatus(await from('192.0.2.2'), 200);
    registry.clock.advance(WINDOW);
    expectStatus(await from('192.0.2.1'), 200);
  });

  it('is the same by SOAP, where its result is "server"', async () => {
    const stranger = registry.bySoap('emp', { secret: 'wrong' });
    const ask = (soap = stranger) => soap.published('GetServiceEndpoints');
    for (let count = 0; count < OF_ADDRESS; count += 1) expect((await ask()).code).toBe('not-authorized');
    const refused = await ask(registry.bySoap('emp', partner));
    expect(refused).toMatchObject({ status: 200, code: 'server' });
    expect(refused.description).toMatch(/^Too many logins failed from your address\./);
    expect(refused.headers.get('retry-after')).toBe('300');
    expectStatus(await partner.get('/v1/self'), 429);
  });

  it('is told in the log, once, and so that one finds out that it is a proxy', async () => {
    const warnings = () => registry.log.filter((line) => line.includes('failed from 192.0.2.9'));
    await fail('192.0.2.9', OF_ADDRESS);
    for (let count = 0; count < 3; count += 1) expectStatus(await from('192.0.2.9'), 429);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain('TRUSTED_PROXIES');
  });

  it('never gets more tries by trying all at once', async () => {
    const tries = Array.from({ length: 10 * OF_ADDRESS }, () =>
      from('192.0.2.3', `Bearer 0123456789abcdef.${'a'.repeat(43)}`),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(OF_ADDRESS);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9 * OF_ADDRESS);
  });

  it('is not found among those that succeed, or show nothing', async () => {
    for (let count = 0; count < 3 * OF_ADDRESS; count += 1) {
      expectStatus(await from('192.0.2.4'), 200);
      expectStatus(await from('192.0.2.4', ''), 401);
      expectStatus(await from('192.0.2.4', `Bearer ${registry.admin.secret}`), 403);
    }
    expectStatus(await from('192.0.2.4'), 200);
  });

  it('is one network of IPv6, in whatever form, and not its neighbour', async () => {
    await fail('2001:db8:0:7::1', 2);
    await fail('2001:0DB8:0000:0007:ffff::', 2);
    expectStatus(await from('2001:db8:0:7:1:2:3:4'), 429);
    expectStatus(await from('2001:db8:0:8::1'), 200);
    await fail('::ffff:198.51.100.1', OF_ADDRESS);
    expectStatus(await from('198.51.100.1'), 429);
    expectStatus(await from('::ffff:198.51.100.2'), 200);
  });

  it('cannot pass for another by what it sends itself', async () => {
    for (let count = 0; count < OF_ADDRESS; count += 1)
      expectStatus(await from(`203.0.113.${count}, 192.0.2.5`, 'Bearer wrong'), 401);
    expectStatus(await from('203.0.113.99, 192.0.2.5'), 429);
    for (let count = 0; count < OF_ADDRESS; count += 1) expectStatus(await from(`203.0.113.${count}`), 200);
  });
});

describe('A name for which too many logins failed', () => {
  const names = ['emp', 'admin'] as const;
  const rightFor = { emp: () => partner.secret, admin: () => registry.admin.secret };
  const paths = { emp: '/v1/self', admin: '/v1/admin/partners' };

  it.each(names)('does not lock out its owner (%s), but those who failed for it', async (name) => {
    const wrong = basic(name, 'wrong');
    for (let count = 0; count < OF_NAME; count += 1) await fail(`192.0.2.${count}`, 1, wrong);
    const right = basic(name, rightFor[name]());
    const refused = await from('192.0.2.0', right, paths[name]);
    expectProblem(refused, 429, 'too-many-requests');
    expect(refused.body.detail).toMatch(
      /^Too many logins failed for this name, some of them from your address\./,
    );
    // Somebody else from there, and the owner from elsewhere.
    expectStatus(await from('192.0.2.0'), 200);
    for (let count = 0; count < 3; count += 1)
      expectStatus(await from('198.51.100.7', right, paths[name]), 200);
    // Whoever has no part in it has one try.
    expectStatus(await from('198.51.100.8', wrong), 401);
    expectStatus(await from('198.51.100.8', wrong), 429);
  });

  it('is neither logged nor kept, as it may be a secret', async () => {
    const misplaced = partner.secret;
    await fail('192.0.2.77', 1, basic(misplaced, 'emp'));
    await registry.exchangeCounts();
    expect(registry.log.join('')).not.toContain(misplaced);
  });
});

describe('Where no proxy is trusted', () => {
  it('an address is that of the connection, whatever a header says', async () => {
    const failedLoginLimit = { most: OF_ADDRESS, window: WINDOW };
    const configuration = { failedLoginLimit, trustedProxies: [] };
    const behind = await TestRegistry.start({ beside: registry, clock: registry.clock, configuration });
    try {
      const send = (count: number, secret: string) =>
        behind.as(secret).get('/v1/self', { headers: { 'x-forwarded-for': `203.0.113.${count}` } });
      for (let count = 0; count < OF_ADDRESS; count += 1) expectStatus(await send(count, 'wrong'), 401);
      expectStatus(await send(OF_ADDRESS, partner.secret), 429);
    } finally {
      await behind.stop();
    }
  });
});
