import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PartnerId } from '../../src/partners/index.js';
import { GetServiceEndpoints } from '../../src/soap/operations/get-service-endpoints.js';
import { VisibleDefinitions } from '../../src/soap/operations/visible-definitions.js';
import { expectStatus, operatorPublication } from '../environment/index.js';
import { Stage } from '../live/stage.js';

const DEFINITIONS = 4;
const PATTERNS = 1_000;
const TOKENS = 30;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
  const { clock } = stage.registry;
  const whitelist = Array.from({ length: PATTERNS }, (_, index) => `DE8AAE${String(index).padStart(6, '0')}`);
  for (let backend = 0; backend < DEFINITIONS; backend += 1) {
    const tokens = Array.from({ length: TOKENS }, (_, day) => ({
      accessToken: `token-${backend}-${day}`,
      validDate: clock.day(day),
    }));
    const publication = operatorPublication(clock, { whitelist, tokens });
    expectStatus(await stage.operator.put(`/v1/self/operator-backends/b${backend}`, publication), 201);
  }
});
afterAll(() => stage.registry.stop());

it('An endpoint repeats its patterns for each token; the answer is made piece by piece, however long a page is', async () => {
  const operation = new GetServiceEndpoints(stage.registry.part(VisibleDefinitions));
  const { content } = await operation.prepare()({
    ...{ kind: 'partner', partnerId: 'provider' as PartnerId, credentialId: 'x' },
    ...{ binding: 'soap', remoteAddress: null, requestId: null },
  });
  const lengths: number[] = [];
  for await (const piece of content!) lengths.push(piece.length);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(4_000_000);
  expect(Math.max(...lengths)).toBeLessThan(200_000);
});

it('The pieces are one answer', async () => {
  const answer = await stage.registry.bySoap('provider', stage.provider).published('GetServiceEndpoints');
  expect(answer.code).toBe('ok');
  expect(answer.text.match(/<operatorEndpointArray>/g)).toHaveLength(DEFINITIONS * TOKENS);
  expect(answer.text.match(/<whitelist>/g)).toHaveLength(DEFINITIONS * TOKENS * PATTERNS);
});
