import type { Role } from '../../src/partners/index.js';
import { expectStatus, freshToken, type StatedBackend, type TestRegistry } from '../environment/index.js';
import type { Partner } from './bindings.js';

let admitted = 0;

/** Somebody who publishes in a role and somebody of the other role who may come to see it: nobody else knows them. */
export class Cast {
  private constructor(
    private readonly registry: TestRegistry,
    readonly role: Role,
    readonly owner: Partner,
    readonly viewer: Partner,
    private readonly ownedId: string,
  ) {}

  static async of(registry: TestRegistry, role: Role): Promise<Cast> {
    const owner = await admit(registry, role);
    const viewer = await admit(registry, role === 'operator' ? 'provider' : 'operator');
    return new Cast(registry, role, owner, viewer, partyId(admitted - 1));
  }

  /** A good statement; its address tells it from others. */
  backend(path: string, changes: Partial<StatedBackend> = {}): StatedBackend {
    return {
      url: `https://${this.owner.partnerId}.example/${path}`,
      namespaceUrl: 'http://ochp.eu/1.4',
      whitelist: [this.pattern('%')],
      blacklist: [],
      tokens: [this.token(0)],
      ...changes,
    };
  }

  pattern(rest: string): string {
    return `${this.ownedId}${this.role === 'operator' ? 'E' : 'C'}${rest}`;
  }

  /** @param day how many days from today it is for */
  token(day: number): StatedBackend['tokens'][number] {
    return { accessToken: freshToken(), validDate: this.registry.clock.day(day) };
  }

  async connect(): Promise<void> {
    expectStatus(await this.registry.admin.put(this.connection()), 201);
  }

  async end(): Promise<void> {
    expectStatus(await this.registry.admin.delete(this.connection()), 204);
  }

  async suspend({ partnerId }: Partner): Promise<void> {
    expectStatus(await this.registry.admin.post(`/v1/admin/partners/${partnerId}/suspend`), 200);
  }

  async readmit({ partnerId }: Partner): Promise<void> {
    expectStatus(await this.registry.admin.post(`/v1/admin/partners/${partnerId}/readmit`), 200);
  }

  private connection(): string {
    const pair = [this.owner.partnerId, this.viewer.partnerId];
    const [operator, provider] = this.role === 'operator' ? pair : pair.toReversed();
    return `/v1/admin/roaming-connections/${operator}/${provider}`;
  }
}

async function admit(registry: TestRegistry, role: Role): Promise<Partner> {
  admitted += 1;
  const partnerId = `${role}-${admitted}`;
  const json = await registry.admit(partnerId, { [`${role}Ids`]: [partyId(admitted)] });
  return { partnerId, json, soap: registry.bySoap(partnerId, json) };
}

function partyId(number: number): string {
  return `DE${number.toString(36).toUpperCase().padStart(3, '0')}`;
}
