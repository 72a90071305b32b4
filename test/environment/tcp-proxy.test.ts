import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { TcpProxy } from './tcp-proxy.js';

/** Enough for an answer of a server on this machine. What is asserted does not depend on it: silence lasts. */
const A_WHILE = 300;

let proxy: TcpProxy;

beforeAll(async () => {
  proxy = await TcpProxy.between(process.env.TEST_DATABASE_URL!);
});
afterAll(() => proxy.close());

test('a database is reached through the proxy until that falls silent, and by new connections when it is back', async () => {
  const [before, after] = [new Asker(proxy.url), new Asker(proxy.url)];
  expect(await before.ask()).toBe('answered');
  proxy.stopForwarding();
  const unanswered = [before.ask(), new Asker(proxy.url).ask()];
  expect(await Promise.race([...unanswered, delay(A_WHILE, 'silence')])).toBe('silence');
  proxy.resume();
  expect(await after.ask()).toBe('answered');
  expect(await Promise.race([...unanswered, delay(A_WHILE, 'silence')])).toBe('silence');
  await proxy.close();
  expect(await Promise.all(unanswered)).toEqual(['broken', 'broken']);
});

/** One connection, made when it is first needed. */
class Asker {
  private readonly client: pg.Client;
  private connected: Promise<unknown> | undefined;

  constructor(url: string) {
    this.client = new pg.Client({ connectionString: url });
    this.client.on('error', () => {});
  }

  async ask(): Promise<string> {
    try {
      await (this.connected ??= this.client.connect());
      await this.client.query('SELECT 1');
      return 'answered';
    } catch {
      return 'broken';
    }
  }
}
