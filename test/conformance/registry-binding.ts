import type { Role } from '../../src/partners/index.js';
import {
  soapOperations,
  statedDefinition,
  type StatedBackend,
  withdrawnBackend,
} from '../environment/index.js';
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

/** The registry's own SOAP operations: definitions in full, and updates since the last call. */
export const REGISTRY_BINDING: Binding = {
  name: 'SOAP 0.1',
  writer: (partner, role) => new RegistryWriter(partner, role),
  reader: (partner, role) => new RegistryReader(partner, role),
};

class RegistryWriter implements Writer {
  private readonly stated = new Map<string, StatedBackend>();

  constructor(
    private readonly partner: Partner,
    private readonly role: Role,
  ) {}

  async publish(backendId: string, backend: StatedBackend): Promise<Outcome> {
    const outcome = await this.update(statedDefinition(backend, backendId));
    if (outcome === 'accepted') this.stated.set(backendId, backend);
    return outcome;
  }

  /** It knows no rotation but to state everything again. */
  addTokens(backendId: string, backend: StatedBackend): Promise<Outcome> {
    const days = backend.tokens.map(({ validDate }) => validDate);
    const kept = (this.stated.get(backendId)?.tokens ?? []).filter(
      ({ validDate }) => !days.includes(validDate),
    );
    return this.publish(backendId, { ...backend, tokens: [...kept, ...backend.tokens] });
  }

  withdraw(backendId: string): Promise<Outcome> {
    return this.update(withdrawnBackend(backendId));
  }

  private async update(content: string): Promise<Outcome> {
    return outcomeOf(await this.partner.soap.own(soapOperations(this.role).update, content));
  }
}

class RegistryReader implements Reader {
  private readonly copy = new Map<string, SeenBackend>();
  private lastUpdate = '';

  constructor(
    private readonly partner: Partner,
    private readonly role: Role,
  ) {}

  async look(): Promise<SeenBackend[] | Outcome> {
    const { getUpdates } = soapOperations(this.role);
    const answer = await this.partner.soap.own(getUpdates, this.lastUpdate);
    if (outcomeOf(answer) !== 'accepted') return outcomeOf(answer);
    const { asOf, isFullList, backendDefinition = [], removedBackendDefinition = [] } = answer.body;
    if (isFullList![0] === 'true') this.copy.clear();
    for (const one of backendDefinition) this.copy.set(keyOf(one), toSeen(one));
    for (const one of removedBackendDefinition) this.copy.delete(keyOf(one));
    this.lastUpdate = `<m:lastUpdate><m:DateTime>${asOf![0].DateTime[0]}</m:DateTime></m:lastUpdate>`;
    return inOrder(this.copy.values());
  }
}

function keyOf({ partnerId, backendId }: { partnerId: string[]; backendId: string[] }): string {
  return `${partnerId[0]} ${backendId[0]}`;
}

function toSeen(element: Record<string, any[]>): SeenBackend {
  const tokens = (element.token ?? []).map(({ validDate: [day], accessToken: [token] }) => `${day} ${token}`);
  const [[url = ''], [namespaceUrl = '']] = [textsOf(element, 'url'), textsOf(element, 'namespaceUrl')];
  const [whitelist, blacklist] = [textsOf(element, 'whitelist'), textsOf(element, 'blacklist')];
  return { url, namespaceUrl, whitelist, blacklist, tokens };
}
