import { type Answer, type Client, expectStatus } from '../environment/index.js';
import { type Company, publicationOf } from './company.js';
import type { Dice } from './dice.js';

/** Few, so that writers meet on the same ones. */
const BACKENDS = ['b1', 'b2', 'b3', 'b4'];

/** One of many who change the registry at once. */
export interface Writer {
  /** Whether it was let in, and what it asked for is so now. */
  write(): Promise<boolean>;
}

/** Somebody at a partner. Whoever is suspended meanwhile is turned away, and has changed nothing. */
export class PartnerWriter implements Writer {
  private tokens = 0;

  constructor(
    private readonly name: string,
    private readonly self: Company,
    private readonly others: readonly Company[],
    private readonly day: (offset: number) => string,
    private readonly dice: Dice,
  ) {}

  async write(): Promise<boolean> {
    const what = this.dice.of(this.self.roles.includes('operator') ? OPERATOR_DOES : PARTNER_DOES);
    const answer = await this[what]();
    expectStatus(answer, 200, 201, 204, 403, ...(what === 'rotate' ? [404] : []));
    return answer.status < 400;
  }

  private publish(): Promise<Answer> {
    const role = this.dice.of(this.self.roles);
    const publication = publicationOf(this.self, role, this.newToken(), this.day(10));
    return this.self.client.put(`/v1/self/${role}-backends/${this.dice.of(BACKENDS)}`, publication);
  }

  private rotate(): Promise<Answer> {
    const day = this.day(this.dice.of([10, 11, 12]));
    return this.self.client.put(`${this.backendPath()}/tokens/${day}`, { accessToken: this.newToken() });
  }

  private withdraw(): Promise<Answer> {
    return this.self.client.delete(this.backendPath());
  }

  private connect(): Promise<Answer> {
    return this.self.client.put(this.connectionPath());
  }

  private disconnect(): Promise<Answer> {
    return this.self.client.delete(this.connectionPath());
  }

  private backendPath(): string {
    return `/v1/self/${this.dice.of(this.self.roles)}-backends/${this.dice.of(BACKENDS)}`;
  }

  private connectionPath(): string {
    const others = this.others.filter((other) => other !== this.self && other.roles.includes('provider'));
    return `/v1/self/roaming-connections/${this.dice.of(others).partnerId}`;
  }

  private newToken(): string {
    return `token-${this.name}-${(this.tokens += 1)}`;
  }
}

const PARTNER_DOES = ['publish', 'publish', 'publish', 'rotate', 'rotate', 'rotate', 'withdraw'] as const;
const OPERATOR_DOES = [...PARTNER_DOES, 'connect', 'disconnect'] as const;

/** Somebody at the clearing house. */
export class StaffWriter implements Writer {
  constructor(
    private readonly admin: Client,
    private readonly companies: readonly Company[],
    private readonly dice: Dice,
  ) {}

  async write(): Promise<boolean> {
    const what = this.dice.of(STAFF_DOES);
    if (what === 'suspend') await this.suspend();
    else expectStatus(await this.admin[what](this.connectionPath()), 200, 201, 204);
    return true;
  }

  /** For as long as it takes to set a connection: the next may well suspend and readmit the same partner meanwhile. */
  private async suspend(): Promise<void> {
    const path = `/v1/admin/partners/${this.dice.of(this.companies).partnerId}`;
    expectStatus(await this.admin.post(`${path}/suspend`), 200);
    expectStatus(await this.admin.put(this.connectionPath()), 200, 201);
    expectStatus(await this.admin.post(`${path}/readmit`), 200);
  }

  private connectionPath(): string {
    const operator = this.dice.of(this.companies.filter(({ roles }) => roles.includes('operator')));
    const others = this.companies.filter((other) => other !== operator && other.roles.includes('provider'));
    return `/v1/admin/roaming-connections/${operator.partnerId}/${this.dice.of(others).partnerId}`;
  }
}

const STAFF_DOES = ['put', 'delete', 'suspend'] as const;
