import { expect } from '@jest/globals';
import type { Role } from '../../src/partners/index.js';
import {
  type Client,
  expectStatus,
  type SoapClient,
  soapOperations,
  statedDefinition,
  type TestRegistry,
  withdrawnBackend,
} from '../environment/index.js';
import { CAST, type Change, PARTNERS } from './history.js';
import { bindingOf, keyOf, Model, type ModelDefinition } from './model.js';

const DAYS_AHEAD = 200;

/**
 * One history's partners in a registry that many histories share, beside the model of what should be. Every name,
 * address and token of a partner bears its mark, by which a leak is found wherever it stands.
 */
export class World {
  private constructor(
    readonly registry: TestRegistry,
    readonly model: Model,
    private readonly number: number,
    readonly clients: readonly Client[],
    /** The same partners by SOAP. */
    readonly soapClients: readonly SoapClient[],
  ) {}

  static async create(registry: TestRegistry, number: number): Promise<World> {
    const clients: Client[] = [];
    for (const partner of PARTNERS)
      clients.push(await registry.admit(markOf(number, partner), idsOf(number, partner)));
    const { body } = await clients[0]!.get('/v1/operator-backends');
    const model = new Model(revisionOf(body.asOf), PARTNERS);
    const soapClients = PARTNERS.map((partner) =>
      registry.bySoap(markOf(number, partner), clients[partner]!),
    );
    return new World(registry, model, number, clients, soapClients);
  }

  /** Does it, in the registry and in the model. Who is suspended is turned away, and then nothing changes. */
  async apply(change: Change): Promise<void> {
    const now = this.registry.clock.now();
    switch (change.kind) {
      case 'publish':
        if (await this.publish(change)) this.model.publish(now, change);
        return;
      case 'withdraw':
        if (await this.withdraw(change)) this.model.withdraw(now, keyOf(change));
        return;
      case 'connect':
        if (await this.setConnection('PUT', change))
          this.model.connect(now, change.operator, change.provider);
        return;
      case 'disconnect':
        if (await this.setConnection('DELETE', change))
          this.model.disconnect(now, change.operator, change.provider);
        return;
      case 'suspend':
      case 'readmit':
        expectStatus(
          await this.registry.admin.post(`/v1/admin/partners/${this.mark(change.partner)}/${change.kind}`),
          200,
        );
        this.model[change.kind](now, change.partner);
        return;
      case 'wait':
        this.registry.clock.advance(change.milliseconds);
    }
  }

  mark(partner: number): string {
    return markOf(this.number, partner);
  }

  partnerOf(mark: string): number {
    return PARTNERS.find((partner) => this.mark(partner) === mark) ?? -1;
  }

  isAdmitted(partner: number): boolean {
    return this.model.now.admitted.has(partner);
  }

  /** An ID that every operator or provider definition of the partner answers for. */
  idOf(partner: number, role: Role): string {
    const id = partyId(this.number, partner);
    return role === 'operator' ? `${id}E1` : `${id}C00000000`;
  }

  tokenOf(definition: Omit<ModelDefinition, 'version'>): string {
    return `token-${this.mark(definition.partner)}-${definition.role}-${definition.backend}-${definition.variant}`;
  }

  /** The body that publishes a definition, and, with the partner's mark, the one that others see. */
  publication(definition: Omit<ModelDefinition, 'version'>) {
    const { partner, role, variant } = definition;
    return {
      url: `https://${this.mark(partner)}.example/${variant}`,
      namespaceUrl: 'http://ochp.eu/1.4',
      binding: bindingOf(definition),
      whitelist: [`${partyId(this.number, partner)}${role === 'operator' ? 'E' : 'C'}%`],
      blacklist: [],
      tokens: [{ accessToken: this.tokenOf(definition), validDate: this.registry.clock.day(DAYS_AHEAD) }],
    };
  }

  /** SOAP messages state what is spoken to by SOAP. */
  private publish(change: Extract<Change, { kind: 'publish' }>): Promise<boolean> {
    const publication = this.publication(change);
    return change.by === 'soap' && publication.binding === 'soap'
      ? this.actsBySoap(change, statedDefinition(publication, backendIdOf(change)))
      : this.acts(change.partner, 'PUT', this.ownPath(change), publication);
  }

  private withdraw(change: Extract<Change, { kind: 'withdraw' }>): Promise<boolean> {
    return change.by === 'soap'
      ? this.actsBySoap(change, withdrawnBackend(backendIdOf(change)))
      : this.acts(change.partner, 'DELETE', this.ownPath(change));
  }

  private async actsBySoap(
    { partner, role }: { partner: number; role: Role },
    content: string,
  ): Promise<boolean> {
    const { code, text } = await this.soapClients[partner]!.own(soapOperations(role).update, content);
    expect({ code, text }).toEqual({ code: this.isAdmitted(partner) ? 'ok' : 'not-authorized', text });
    expect(this.strangersIn(text, partner, content)).toEqual([]);
    return this.isAdmitted(partner);
  }

  private ownPath({ role, backend }: { role: Role; backend: number }): string {
    return `/v1/self/${role}-backends/${backendIdOf({ backend })}`;
  }

  private async setConnection(
    method: 'PUT' | 'DELETE',
    change: Extract<Change, { byStaff: boolean }>,
  ): Promise<boolean> {
    const [operator, provider] = [this.mark(change.operator), this.mark(change.provider)];
    if (!change.byStaff)
      return this.acts(change.operator, method, `/v1/self/roaming-connections/${provider}`);
    const path = `/v1/admin/roaming-connections/${operator}/${provider}`;
    const answer = await (method === 'PUT'
      ? this.registry.admin.put(path)
      : this.registry.admin.delete(path));
    expectStatus(answer, 200, 201, 204);
    return true;
  }

  private async acts(
    partner: number,
    method: 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<boolean> {
    const client = this.clients[partner]!;
    const answer = await (method === 'PUT' ? client.put(path, body) : client.delete(path));
    expectStatus(answer, ...(this.isAdmitted(partner) ? [200, 201, 204] : [403]));
    expect(this.strangersIn(answer.text, partner, path)).toEqual([]);
    return this.isAdmitted(partner);
  }

  /** Marks in a text of partners that this one has no connection with, and did not name itself. */
  strangersIn(text: string, partner: number, said: string): string[] {
    const { connections } = this.model.now;
    const knows = (other: number) =>
      connections.has(`${partner}>${other}`) || connections.has(`${other}>${partner}`);
    return PARTNERS.filter((other) => other !== partner && !knows(other))
      .map((other) => this.mark(other))
      .filter((mark) => text.includes(mark) && !said.includes(mark));
  }
}

/** `asOf` in microseconds. */
export function revisionOf(asOf: string): number {
  return Date.parse(`${asOf.slice(0, 19)}Z`) * 1_000 + Number(asOf.slice(20, 26));
}

function backendIdOf({ backend }: { backend: number }): string {
  return `b${backend}`;
}

function markOf(number: number, partner: number): string {
  return `h${number}p${partner}x`;
}

function idsOf(number: number, partner: number) {
  const id = partyId(number, partner);
  const [isOperator, isProvider] = [CAST[partner]!.includes('operator'), CAST[partner]!.includes('provider')];
  return { operatorIds: isOperator ? [id] : [], providerIds: isProvider ? [id] : [] };
}

/** Another one for every partner of every history: two letters and three digits or letters. */
function partyId(number: number, partner: number): string {
  const index = number * PARTNERS.length + partner;
  const country = String.fromCharCode(65 + (Math.floor(index / 46_656) % 26));
  return `X${country}${(index % 46_656).toString(36).toUpperCase().padStart(3, '0')}`;
}
