import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../environment/index.js';
import { PROBLEM } from '../stage.js';
import { accessTokenCases, admissionCases, changeCases, credentialCases } from './administration-cases.js';
import type { Case } from './case.js';
import { Judge } from './judge.js';
import { mutated, mutations } from './mutations.js';
import { publicationCases } from './publication-cases.js';
import { Receiver } from './receiver.js';
import { CONTRACT_PATTERNS, EVSE_PATTERNS } from './texts.js';

const RANDOM_BODIES = 80;

const PUBLICATION = {
  url: 'https://cms.example:8443/direct?a=b',
  namespaceUrl: 'urn:ochp-direct:json:0.1',
  binding: 'json',
  tokens: [
    { accessToken: 'of-the-corpus', validDate: '2099-12-31' },
    { accessToken: 'of-the-corpus-too', validDate: '2100-01-01' },
  ],
};
const OPERATOR = { ...PUBLICATION, whitelist: ['DE8AAE%', 'DE8AAE1'], blacklist: ['DE8AAE9%'] };
const PROVIDER = { ...PUBLICATION, whitelist: ['DE9BBC%', 'DE9BBC1'], blacklist: ['DE9BBC9%'] };
const numbered = (start: string) => (index: number) => start + String(index).padStart(4, '0');

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
});
afterAll(() => receiver.stop());

describe.each<[string, (body: unknown) => Promise<Answer>, Case[]]>([
  [
    'operator-backend-publication',
    (body) => receiver.operatorPublication(body),
    publicationCases(OPERATOR, { ...EVSE_PATTERNS, numbered: numbered('DE8AAE') }),
  ],
  [
    'provider-backend-publication',
    (body) => receiver.providerPublication(body),
    publicationCases(PROVIDER, { ...CONTRACT_PATTERNS, numbered: numbered('DE9BBC') }),
  ],
  ['access-token', (body) => receiver.accessToken(body), accessTokenCases()],
  ['partner-admission', (body) => receiver.admission(body), admissionCases()],
  ['partner-change', (body) => receiver.change(body), changeCases()],
  ['credential-request', (body) => receiver.credentialRequest(body), credentialCases()],
])('%s: the served schema and the service agree', (schema, send, cases) => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await Judge.of(receiver.address, schema);
  });

  it.each([
    ['good', cases.filter(({ bad }) => bad.length === 0)],
    ['bad', cases.filter(({ bad }) => bad.length > 0)],
  ])('on the %s bodies, and on each place that is bad', async (_verdict, bodies) => {
    const verdicts = [];
    for (const { name, body } of bodies)
      verdicts.push([name, judge.badPlaces(body), placesRefused(await send(body))]);
    expect(verdicts).toEqual(bodies.map(({ name, bad }) => [name, bad.toSorted(), bad.toSorted()]));
    expect(bodies.length).toBeGreaterThan(5);
  });

  it(`on ${RANDOM_BODIES} bodies in which anything may be wrong`, async () => {
    const verdicts = { good: 0, bad: 0 };
    const property = fc.asyncProperty(fc.constantFrom(...cases), mutations, async ({ body }, changes) => {
      const broken = mutated(body, changes);
      const places = judge.badPlaces(broken);
      verdicts[places.length === 0 ? 'good' : 'bad'] += 1;
      const answer = await send(broken);
      expect(places.length === 0 && isRefusedByRule(answer) ? [] : placesRefused(answer)).toEqual(places);
    });
    await fc.assert(property, { numRuns: RANDOM_BODIES });
    expect(Math.min(verdicts.good, verdicts.bad)).toBeGreaterThan(0);
  });
});

/** The places that the service names, by JSON pointer; none if it took the body. */
function placesRefused({ status, body }: Answer): string[] {
  if (status === 200 || status === 201) return [];
  expect([status, body.type]).toEqual([422, `${PROBLEM}invalid-value`]);
  const pointers: string[] = body.errors.map(({ pointer }: { pointer: string }) =>
    decodeURIComponent(pointer),
  );
  return [...new Set(pointers)].sort();
}

/** Refused for what no schema can say, such as that an ID belongs to somebody else. */
function isRefusedByRule({ status, body }: Answer): boolean {
  return status === 409 || (status === 422 && !body.detail.startsWith('The body does not fit the schema '));
}
