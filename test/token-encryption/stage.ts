import { randomBytes } from 'node:crypto';
import { parseTokenKeys, type TokenKey } from '../../src/configuration/index.js';
import { type Client, expectStatus, TestRegistry, type TestRegistryOptions } from '../environment/index.js';

/** A new key by that ID. */
export function tokenKey(id: string): TokenKey {
  return parseTokenKeys(`${id}:${randomBytes(32).toString('base64')}`)[0]!;
}

/** A registry whose operator `cpo` is seen by the provider `emp`. */
export class Stage {
  private constructor(
    readonly registry: TestRegistry,
    readonly operator: Client,
    readonly provider: Client,
  ) {}

  static async set(tokenKeys: readonly TokenKey[], options: TestRegistryOptions = {}): Promise<Stage> {
    const registry = await TestRegistry.start({
      ...options,
      configuration: { tokenKeys, ...options.configuration },
    });
    const operator = await registry.admit('cpo', { operatorIds: ['DE8AA'] });
    const provider = await registry.admit('emp', { providerIds: ['DE9BB'] });
    expectStatus(await operator.put('/v1/self/roaming-connections/emp'), 201);
    return new Stage(registry, operator, provider);
  }

  /** The same partners, at another instance on the same database. */
  async beside(tokenKeys: readonly TokenKey[]): Promise<Stage> {
    const registry = await TestRegistry.start({
      beside: this.registry,
      clock: this.registry.clock,
      configuration: { tokenKeys },
    });
    return new Stage(registry, registry.as(this.operator.secret), registry.as(this.provider.secret));
  }

  /** Sets the token of that many days from now. */
  rotate(backendId: string, accessToken: string, day = 0) {
    const path = `/v1/self/operator-backends/${backendId}/tokens/${this.registry.clock.day(day)}`;
    return this.operator.put(path, { accessToken });
  }

  publish(backendId: string, ...accessTokens: string[]) {
    const tokens = accessTokens.map((accessToken, day) => ({
      accessToken,
      validDate: this.registry.clock.day(day),
    }));
    return this.operator.put(`/v1/self/operator-backends/${backendId}`, {
      ...{ url: `https://${backendId}.example/direct`, namespaceUrl: 'http://ochp.eu/1.4', binding: 'soap' },
      ...{ whitelist: ['DE8AAE%'], tokens },
    });
  }

  /** Everything that anybody sees: the present, and what has come about since the beginning. */
  async picture(since: string): Promise<string[]> {
    const answers = await Promise.all([
      this.provider.get('/v1/operator-backends'),
      this.provider.get(`/v1/operator-backends/updates?since=${since}`),
      this.provider.get('/v1/operator-backends/resolve?evseId=DE8AAE1'),
      this.operator.get('/v1/self/operator-backends'),
      this.registry.admin.get('/v1/admin/visible?partner=emp'),
      this.registry.bySoap('emp', this.provider).published('GetServiceEndpoints'),
    ]);
    for (const answer of answers) expectStatus(answer as never, 200);
    return answers.map(({ text }) => text);
  }
}
