import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Client,
  expectStatus,
  operatorPublication,
  TestRegistry,
  type TestRegistryOptions,
} from '../environment/index.js';

/** An operator and a provider that are connected, and one of each that are connected with nobody. */
export class Stage {
  private constructor(
    readonly registry: TestRegistry,
    readonly operator: Client,
    readonly provider: Client,
    readonly strangeOperator: Client,
    readonly stranger: Client,
  ) {}

  static async set(options: TestRegistryOptions = {}): Promise<Stage> {
    const registry = await TestRegistry.start(options);
    const operator = await registry.admit('operator', { operatorIds: ['DE8AA'] });
    const provider = await registry.admit('provider', { providerIds: ['DE9BB'] });
    const strangeOperator = await registry.admit('strange-operator', { operatorIds: ['DE8AB'] });
    const stranger = await registry.admit('stranger', { providerIds: ['DE9BC'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/provider'), 201);
    return new Stage(registry, operator, provider, strangeOperator, stranger);
  }

  /** @param owner an operator */
  async publish(owner: Client = this.operator, backendId = 'b1'): Promise<string> {
    const url = `https://cms.example/${randomUUID()}`;
    const whitelist = owner === this.operator ? ['DE8AAE%'] : ['DE8ABE%'];
    const publication = operatorPublication(this.registry.clock, { url, whitelist });
    expectStatus(await owner.put(`/v1/self/operator-backends/${backendId}`, publication), 200, 201);
    return url;
  }
}

/** The state that a client has seen everything of. */
export async function asOf(client: Client): Promise<string> {
  return (await client.get('/v1/operator-backends?limit=1')).body.asOf;
}

/** A poll for operator backends. */
export function poll(client: Client, since: string, more = '') {
  return client.get(`/v1/operator-backends/updates?since=${since}${more}`);
}

/** Until it holds; the suite's own time limit is the only one. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}
