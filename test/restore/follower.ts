import type { Role } from '../../src/partners/index.js';
import { type Answer, type Client, expectStatus } from '../environment/index.js';

/** What came of a poll. */
export type Outcome = 'served' | 'begun anew' | 'turned away';

/** A client that keeps a copy by polling, and takes a new snapshot where it is told to. */
export class Follower {
  private readonly held = new Map<string, unknown>();
  private asOf = '';

  constructor(
    private client: Client,
    readonly partnerId: string,
    readonly role: Role,
  ) {}

  /** The same partner, at another registry. */
  moveTo(client: Client): void {
    this.client = client;
  }

  /** Everything that is held, in a form to compare. */
  get content(): Record<string, unknown> {
    return Object.fromEntries(this.held);
  }

  async poll(): Promise<Outcome> {
    if (this.asOf === '') return this.begin();
    const answer = await this.client.get(`/v1/${this.role}-backends/updates?since=${this.asOf}&limit=1000`);
    if (answer.status === 403) return 'turned away';
    if (answer.status === 410) return this.begin();
    expectStatus(answer, 200);
    return this.take(answer, answer.body.updated, 'served');
  }

  /** What the registry says that there is to see. */
  async snapshot(): Promise<Record<string, unknown>> {
    const answer = await this.client.get(`/v1/${this.role}-backends?limit=1000`);
    expectStatus(answer, 200);
    return Object.fromEntries(answer.body.items.map((item: Identity) => [keyOf(item), item]));
  }

  private async begin(): Promise<Outcome> {
    const answer = await this.client.get(`/v1/${this.role}-backends?limit=1000`);
    if (answer.status === 403) return 'turned away';
    expectStatus(answer, 200);
    this.held.clear();
    return this.take(answer, answer.body.items, 'begun anew');
  }

  private take({ body }: Answer, definitions: Identity[], outcome: Outcome): Outcome {
    for (const definition of definitions) this.held.set(keyOf(definition), definition);
    for (const identity of body.removed ?? []) this.held.delete(keyOf(identity));
    if (body.next !== undefined) throw new Error('The page is not the whole answer.');
    this.asOf = body.asOf;
    return outcome;
  }
}

interface Identity {
  readonly partnerId: string;
  readonly backendId: string;
}

const keyOf = ({ partnerId, backendId }: Identity): string => `${partnerId}/${backendId}`;
