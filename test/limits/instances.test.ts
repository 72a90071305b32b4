import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDuration } from '../../src/configuration/index.js';
import { Sabotage } from '../contract/sabotage.js';
import { askDatabase, type Client, expectStatus, TestClock, TestRegistry } from '../environment/index.js';

const MOST = 12;
const WINDOW = parseDuration('10m');
const configuration = {
  requestLimit: { most: MOST, window: WINDOW },
  failedLoginLimit: { most: MOST, window: WINDOW },
};

/** Instances on one database, and the same partner at each of them. */
class Several {
  private constructor(
    readonly registries: TestRegistry[],
    readonly partners: Client[],
  ) {}

  static async start(count: number): Promise<Several> {
    const clock = new TestClock();
    const first = await TestRegistry.start({ configuration, clock });
    const partner = await first.admit('emp', { providerIds: ['DE9BB'] });
    const several = new Several([first], [partner]);
    while (several.registries.length < count) await several.startAnother();
    return several;
  }

  async startAnother(): Promise<TestRegistry> {
    const [first] = this.registries;
    const another = await TestRegistry.start({ beside: first!, clock: first!.clock, configuration });
    this.registries.push(another);
    this.partners.push(another.as(this.partners[0]!.secret));
    return another;
  }

  async stop(): Promise<void> {
    for (const registry of this.registries.toReversed()) await registry.stop();
  }

  /** Every instance knows then what each had counted before. */
  async exchange(): Promise<void> {
    for (let round = 0; round < 2; round += 1)
      for (const registry of this.registries) await registry.exchangeCounts();
  }

  nextWindow(): void {
    const { clock } = this.registries[0]!;
    clock.advance(WINDOW - (clock.now() % WINDOW));
  }
}

describe.each([2, 3])('Of a limit, %i instances', (count) => {
  let several: Several;
  beforeAll(async () => {
    several = await Several.start(count);
  });
  afterAll(() => several.stop());
  beforeEach(() => several.nextWindow());

  /** How many of so many requests an instance lets in. */
  const letIn = async (instance: number, requests: number) => {
    let admitted = 0;
    for (let request = 0; request < requests; request += 1) {
      const answer = await several.partners[instance]!.get('/v1/self');
      expectStatus(answer, 200, 429);
      if (answer.status === 200) admitted += 1;
    }
    return admitted;
  };

  it('let in as many as it says where they tell each other after each request, and one each at most beyond it', async () => {
    let admitted = 0;
    for (let request = 0; request < 3 * MOST; request += 1) {
      admitted += await letIn(request % count, 1);
      await several.registries[request % count]!.exchangeCounts();
    }
    expect(admitted).toBeGreaterThanOrEqual(MOST);
    expect(admitted).toBeLessThanOrEqual(MOST + count - 1);
  });

  it('let in, before they have told each other, as many as it says each at most, and afterwards none', async () => {
    const admitted = await Promise.all(several.partners.map((_, instance) => letIn(instance, 2 * MOST)));
    const total = admitted.reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThanOrEqual(MOST);
    expect(total).toBeLessThanOrEqual(count * MOST);
    await several.exchange();
    expect(await letIn(0, MOST)).toBe(0);
    expect(await letIn(count - 1, MOST)).toBe(0);
  });

  it('add up what they have told each other', async () => {
    expect(await letIn(0, MOST - 3)).toBe(MOST - 3);
    await several.exchange();
    expect(await letIn(1, 1)).toBe(1);
    await several.exchange();
    const answer = await several.partners[1]!.get('/v1/self');
    expect(answer.headers.get('ratelimit')).toMatch(/^"requests";r=1;/);
    expect(await letIn(1, MOST)).toBe(1);
    several.nextWindow();
    expect(await letIn(1, MOST)).toBe(MOST);
  });

  it('find out together that logins failed', async () => {
    const tryAt = (instance: number, secret = 'wrong') =>
      several.registries[instance]!.as(secret).get('/v1/self');
    for (let attempt = 0; attempt < MOST - 1; attempt += 1) expectStatus(await tryAt(0), 401);
    await several.exchange();
    expectStatus(await tryAt(1), 401);
    await several.exchange();
    expectStatus(await tryAt(1, several.partners[1]!.secret), 429);
    expectStatus(await tryAt(0), 401, 429);
    await several.exchange();
    expectStatus(await tryAt(0), 429);
  });

  it('go on by what they know while they cannot tell each other, and add up again afterwards', async () => {
    const sabotage = await Sabotage.of(several.registries[0]!.databaseUrl);
    expect(await letIn(0, 4)).toBe(4);
    await several.exchange();
    expect(await letIn(1, 1)).toBe(1);
    await several.exchange();
    const broken = await sabotage.whileBroken(
      'ALTER TABLE limit_count RENAME TO limit_count_gone',
      'ALTER TABLE limit_count_gone RENAME TO limit_count',
      async () => {
        await several.exchange();
        const admitted = [await letIn(1, 2 * MOST), await letIn(0, 2 * MOST)];
        await several.exchange();
        return admitted;
      },
    );
    await sabotage.end();
    // Instance 1 knew of the four of instance 0, which knew of none.
    expect(broken).toEqual([MOST - 5, MOST - 4]);
    several.nextWindow();
    expect(await letIn(0, 6)).toBe(6);
    await several.exchange();
    expect(await letIn(1, 1)).toBe(1);
    await several.exchange();
    expect(await letIn(1, MOST)).toBe(MOST - 7);
  });

  it('know after a restart what was counted before', async () => {
    expect(await letIn(0, 5)).toBe(5);
    expect(await letIn(1, 2)).toBe(2);
    await several.registries.pop()!.stop();
    several.partners.pop();
    for (const registry of several.registries) await registry.exchangeCounts();
    await several.startAnother();
    expect(await letIn(count - 1, 2 * MOST)).toBe(MOST - 7);
  });

  it('keep no row of a window that is over', async () => {
    await letIn(0, MOST);
    await several.exchange();
    several.nextWindow();
    several.registries[0]!.clock.advance(1);
    await letIn(0, 1);
    await several.exchange();
    const over = `SELECT count(*)::integer AS count FROM limit_count WHERE expires_at <= to_timestamp(${several.registries[0]!.clock.now() / 1_000})`;
    expect(await askDatabase(several.registries[0]!.databaseUrl, over)).toEqual([{ count: 0 }]);
  });
});
