import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, TestRegistry } from '../environment/index.js';
import { admitCompanies, type Company, publicationOf } from './company.js';
import { LiveClock } from './live-clock.js';

const ROUNDS = 100;

describe('Of several who want one access token at the same time', () => {
  let registry: TestRegistry;
  let companies: Company[];

  beforeAll(async () => {
    registry = await TestRegistry.start({ configuration: { logLevel: 'silent' }, clock: new LiveClock() });
    companies = await admitCompanies(registry);
  });
  afterAll(() => registry.stop());

  it('one gets it by publishing, and nothing comes of the other', async () => {
    const [first, second] = [companies[0]!, companies[3]!];
    for (let round = 0; round < ROUNDS; round += 1) {
      const publish = (company: Company) => publishAnew(registry, company, `b${round}`, `token-${round}`);
      const [won, lost] = winnerFirst(await Promise.all([publish(first), publish(second)]));
      expect([won.answer.status, lost.answer.status]).toEqual([201, 409]);
      expect((await lost.read()).status).toBe(404);
    }
  });

  it('one gets it by rotating, also where both are of one partner', async () => {
    const company = companies[6]!;
    await publishAnew(registry, company, 'left', 'token-left');
    await publishAnew(registry, company, 'right', 'token-right');
    for (let round = 0; round < ROUNDS; round += 1) {
      const rotate = (backendId: string) => rotateTo(registry, company, backendId, `rotated-${round}`);
      const [won, lost] = winnerFirst(await Promise.all([rotate('left'), rotate('right')]));
      expect([won.answer.status, lost.answer.status]).toEqual([200, 409]);
      expect((await won.read()).text).toContain(`rotated-${round}`);
      expect((await lost.read()).text).not.toContain(`rotated-${round}`);
    }
  });
});

interface Attempt {
  readonly answer: Answer;
  /** What there is of the definition afterwards. */
  readonly read: () => Promise<Answer>;
}

async function publishAnew(
  { clock }: TestRegistry,
  company: Company,
  backendId: string,
  token: string,
): Promise<Attempt> {
  const [role] = company.roles;
  const path = `/v1/self/${role}-backends/${backendId}`;
  const answer = await company.client.put(path, publicationOf(company, role!, token, clock.day(1)));
  return { answer, read: () => company.client.get(path) };
}

async function rotateTo(
  { clock }: TestRegistry,
  company: Company,
  backendId: string,
  accessToken: string,
): Promise<Attempt> {
  const path = `/v1/self/${company.roles[0]}-backends/${backendId}`;
  const answer = await company.client.put(`${path}/tokens/${clock.day(1)}`, { accessToken });
  return { answer, read: () => company.client.get(path) };
}

function winnerFirst(attempts: [Attempt, Attempt]): [Attempt, Attempt] {
  return attempts[0].answer.status === 409 ? [attempts[1], attempts[0]] : attempts;
}
