import type { Role } from '../../src/partners/index.js';
import type { Answer, StatedBackend } from '../environment/index.js';
import {
  type Binding,
  inOrder,
  type Outcome,
  type Partner,
  type Reader,
  type SeenBackend,
  type Writer,
} from './bindings.js';

/** The JSON binding: PUT, DELETE, snapshots and updates. */
export const JSON_BINDING: Binding = {
  name: 'JSON',
  writer: (partner, role) => new JsonWriter(partner, role),
  reader: (partner, role) => new JsonReader(partner, role),
};

class JsonWriter implements Writer {
  constructor(
    private readonly partner: Partner,
    private readonly role: Role,
  ) {}

  async publish(backendId: string, backend: StatedBackend): Promise<Outcome> {
    return outcomeOf(await this.partner.json.put(this.path(backendId), { binding: 'soap', ...backend }));
  }

  async addTokens(backendId: string, { tokens }: StatedBackend): Promise<Outcome> {
    for (const { accessToken, validDate } of tokens) {
      const answer = await this.partner.json.put(`${this.path(backendId)}/tokens/${validDate}`, {
        accessToken,
      });
      if (answer.status !== 200) return outcomeOf(answer);
    }
    return 'accepted';
  }

  async withdraw(backendId: string): Promise<Outcome> {
    return outcomeOf(await this.partner.json.delete(this.path(backendId)));
  }

  private path(backendId: string): string {
    return `/v1/self/${this.role}-backends/${backendId}`;
  }
}

class JsonReader implements Reader {
  private readonly copy = new Map<string, SeenBackend>();
  private since: string | undefined;

  constructor(
    private readonly partner: Partner,
    private readonly role: Role,
  ) {}

  async look(): Promise<SeenBackend[] | Outcome> {
    const question = this.since === undefined ? '' : `/updates?since=${this.since}`;
    const answer = await this.partner.json.get(`/v1/${this.role}-backends${question}`);
    if (answer.status !== 200) return outcomeOf(answer);
    const { asOf, items, updated = items, removed = [] } = answer.body;
    for (const one of updated) this.copy.set(keyOf(one), toSeen(one));
    for (const one of removed) this.copy.delete(keyOf(one));
    this.since = asOf;
    return inOrder(this.copy.values());
  }
}

function keyOf({ partnerId, backendId }: { partnerId: string; backendId: string }): string {
  return `${partnerId} ${backendId}`;
}

function toSeen({ url, namespaceUrl, whitelist, blacklist = [], tokens }: StatedBackend): SeenBackend {
  const days = tokens.map(({ validDate, accessToken }) => `${validDate} ${accessToken}`);
  return { url, namespaceUrl, whitelist, blacklist, tokens: days };
}

function outcomeOf({ status, body }: Answer): Outcome {
  if (status < 300) return 'accepted';
  if (status === 401 || status === 403) return 'not-authorized';
  return body.type.endsWith(':invalid-id') ? 'invalid-id' : 'invalid';
}
