import type { Role } from '../../src/partners/index.js';
import { addedEndpoints, messageElement, soapOperations, type StatedBackend } from '../environment/index.js';
import {
  type Binding,
  inOrder,
  type Outcome,
  type Partner,
  type Reader,
  type SeenBackend,
  type Writer,
} from './bindings.js';
import { outcomeOf, textsOf } from './soap-outcome.js';

/** The two operations that OCHP-direct 0.2 publishes: endpoints with the token of a day, and the list of them all. */
export const PUBLISHED_BINDING: Binding = {
  name: 'SOAP 0.2',
  writer: (partner, role) => new PublishedWriter(partner, role),
  reader: (partner, role) => new PublishedReader(partner, role),
};

class PublishedWriter implements Writer {
  constructor(
    private readonly partner: Partner,
    private readonly role: Role,
  ) {}

  publish(_backendId: string, backend: StatedBackend): Promise<Outcome> {
    return this.add(backend);
  }

  addTokens(_backendId: string, backend: StatedBackend): Promise<Outcome> {
    return this.add(backend);
  }

  /** 0.2 knows no way to withdraw: the registry's own operation takes the address that 0.2 names a backend by. */
  async withdraw(_backendId: string, { url, namespaceUrl }: StatedBackend): Promise<Outcome> {
    const place = messageElement('url', url) + messageElement('namespaceUrl', namespaceUrl);
    const content = messageElement('removedBackendDefinition', place);
    return outcomeOf(await this.partner.soap.own(soapOperations(this.role).update, content));
  }

  private async add(backend: StatedBackend): Promise<Outcome> {
    const content = addedEndpoints(this.role, backend);
    return outcomeOf(await this.partner.soap.published('AddServiceEndpoints', content));
  }
}

class PublishedReader implements Reader {
  constructor(
    private readonly partner: Partner,
    private readonly role: Role,
  ) {}

  async look(): Promise<SeenBackend[] | Outcome> {
    const answer = await this.partner.soap.published('GetServiceEndpoints');
    if (outcomeOf(answer) !== 'accepted') return outcomeOf(answer);
    const seen = new Map<string, SeenBackend>();
    for (const element of answer.body[`${this.role}EndpointArray`] ?? []) {
      const one = toSeen(element);
      const tokens = [...(seen.get(one.url)?.tokens ?? []), ...one.tokens];
      seen.set(one.url, { ...one, tokens });
    }
    return inOrder(seen.values());
  }
}

function toSeen(element: Record<string, any[]>): SeenBackend {
  const text = (name: string) => textsOf(element, name)[0] ?? '';
  return {
    url: text('url'),
    namespaceUrl: text('namespaceUrl'),
    whitelist: textsOf(element, 'whitelist'),
    blacklist: textsOf(element, 'blacklist'),
    tokens: [`${text('validDate')} ${text('accessToken')}`],
  };
}
