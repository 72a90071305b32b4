import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Client,
  expectStatus,
  freshToken,
  operatorPublication,
  TestRegistry,
} from '../environment/index.js';

const DEFINITIONS = 60;
const PAGE_OF_BYTES = 2 * 1024 * 1024;

/** As large as the schema lets a definition be: some 130 kB. */
function largePublication(registry: TestRegistry) {
  const patterns = (letter: string) =>
    Array.from({ length: 1_000 }, (_, index) => `DE8AAE${letter}${String(index).padStart(29, '0')}%`);
  const tokens = Array.from({ length: 62 }, (_, day) => ({
    accessToken: `${freshToken()} ${'🔌'.repeat(100)}`,
    validDate: registry.clock.day(day),
  }));
  return operatorPublication(registry.clock, { whitelist: patterns('A'), blacklist: patterns('B'), tokens });
}

describe('Definitions as large as they may be', () => {
  let registry: TestRegistry;
  let operator: Client;
  let provider: Client;

  beforeAll(async () => {
    registry = await TestRegistry.start();
    operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    provider = await registry.admit('provider', { providerIds: ['DE9BB'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/provider'), 201);
    for (let index = 0; index < DEFINITIONS; index += 1) {
      const path = `/v1/self/operator-backends/large-${String(index).padStart(3, '0')}`;
      expectStatus(await operator.put(path, largePublication(registry)), 201);
    }
  });
  afterAll(() => registry.stop());

  const pagesOf = async (client: Client, path: string, list: string) => {
    const pages: { text: string; ids: string[] }[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const { text, body } = await client.get(`${path}limit=1000${next && `&next=${next}`}`);
      pages.push({ text, ids: body[list].map((item: any) => item.backendId) });
      next = body.next;
    }
    return pages;
  };

  it('come in pages of bounded size, and all of them come', async () => {
    const lists = [
      await pagesOf(provider, '/v1/operator-backends?', 'items'),
      await pagesOf(
        provider,
        `/v1/operator-backends/updates?since=${registry.clock.toSeconds()}&`,
        'updated',
      ),
      await pagesOf(operator, '/v1/self/operator-backends?', 'items'),
      await pagesOf(registry.admin, '/v1/admin/visible?partner=provider&', 'items'),
    ];
    for (const pages of lists) {
      const ids = pages.flatMap((page) => page.ids);
      expect(ids).toHaveLength(DEFINITIONS);
      expect(new Set(ids).size).toBe(DEFINITIONS);
      expect(pages.length).toBeGreaterThan(2);
      for (const { text } of pages) expect(text.length).toBeLessThan(2 * PAGE_OF_BYTES);
    }
  });
});
