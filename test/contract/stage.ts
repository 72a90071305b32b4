import { expect } from '@jest/globals';
import {
  type Answer,
  type Client,
  expectStatus,
  freshToken,
  operatorPublication,
  providerPublication,
  TestRegistry,
  type TestRegistryOptions,
} from '../environment/index.js';

export const PROBLEM = 'urn:ochp-direct:registry:problem:';

/** One bad field as a problem names it; where the wording is of no matter, leave `detail` out. */
export interface Fault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail?: string;
}

/**
 * A registry with an operator and a provider that are connected, and somebody else who is connected with nobody. Each
 * has published something.
 */
export class Stage {
  private constructor(
    readonly registry: TestRegistry,
    readonly operator: Client,
    readonly provider: Client,
    readonly stranger: Client,
    /** A token that a definition of the stranger uses, for today. */
    readonly takenToken: string,
  ) {}

  static async set(options: TestRegistryOptions = {}): Promise<Stage> {
    const configuration = { logLevel: 'silent', ...options.configuration } as const;
    const registry = await TestRegistry.start({ ...options, configuration });
    const operator = await registry.admit('cpo', { operatorIds: ['DE8AA', 'DE8AB'] });
    const provider = await registry.admit('emp', { providerIds: ['DE9BB'] });
    const stranger = await registry.admit('outsider', { operatorIds: ['NL1OP'], providerIds: ['NL2EM'] });
    const takenToken = freshToken();
    const stage = new Stage(registry, operator, provider, stranger, takenToken);
    await stage.publish();
    return stage;
  }

  /** What can be seen of the registry: the same again says that nothing changed, and that no revision was made. */
  async picture(): Promise<string[]> {
    const { admin } = this.registry;
    const answers = await Promise.all([
      this.provider.get('/v1/operator-backends'),
      this.operator.get('/v1/provider-backends'),
      this.operator.get('/v1/self/operator-backends'),
      this.operator.get('/v1/self'),
      admin.get('/v1/admin/partners'),
      admin.get('/v1/admin/partners/cpo/credentials'),
      admin.get('/v1/admin/roaming-connections'),
    ]);
    return answers.map(({ text }) => text);
  }

  /** Sends what must be refused in this way, and makes sure that it left no trace. */
  async refuses(
    send: () => Promise<Answer>,
    status: number,
    code: string,
    ...faults: Fault[]
  ): Promise<Answer> {
    const before = await this.picture();
    const answer = await send();
    expectProblem(answer, status, code, ...faults);
    expect(await this.picture()).toEqual(before);
    return answer;
  }

  private async publish(): Promise<void> {
    const { clock } = this.registry;
    const connect = await this.operator.put('/v1/self/roaming-connections/emp');
    expectStatus(connect, 201);
    const token = { accessToken: this.takenToken, validDate: clock.day() };
    const others = operatorPublication(clock, { whitelist: ['NL1OPE%'], tokens: [token] });
    expectStatus(await this.stranger.put('/v1/self/operator-backends/theirs', others), 201);
    expectStatus(
      await this.operator.put('/v1/self/operator-backends/cms-1', operatorPublication(clock)),
      201,
    );
    expectStatus(
      await this.provider.put('/v1/self/provider-backends/mdm-1', providerPublication(clock)),
      201,
    );
  }
}

/** The status, the type and, if any are given, exactly these faults, in any order. */
export function expectProblem(answer: Answer, status: number, code: string, ...faults: Fault[]): void {
  expect([answer.status, answer.body.type]).toEqual([status, PROBLEM + code]);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('x-request-id')).toBeTruthy();
  if (faults.length === 0) return;
  expect(answer.body.errors).toHaveLength(faults.length);
  expect(answer.body.errors).toEqual(
    expect.arrayContaining(faults.map((fault) => expect.objectContaining(fault))),
  );
}
