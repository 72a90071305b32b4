import { publicationOf } from '../service/publication.js';
import type { Publisher } from '../service/publishers.js';
import type { RegistryClient } from '../service/registry-client.js';
import type { Updates } from '../service/updates.js';

/** The registry as a feed: each writer an operator, the poller a provider that is connected to all of them. */
export class RegistryFeed {
  private constructor(
    private readonly poller: RegistryClient,
    private readonly publishers: readonly Publisher[],
    private since: string,
  ) {}

  static async open(poller: RegistryClient, publishers: readonly Publisher[]): Promise<RegistryFeed> {
    const { asOf } = await poller.get<Updates>('/v1/operator-backends?limit=1');
    return new RegistryFeed(poller, publishers, asOf);
  }

  async write(writer: number, name: string): Promise<void> {
    const publisher = this.publishers[writer];
    if (!publisher) return;
    const publication = publicationOf(publisher.partyId, name, `token-${name}`);
    await this.poller.as(publisher.secret).put(`/v1/self/operator-backends/${name}`, publication);
  }

  async poll(): Promise<string[]> {
    const page = await this.poller.get<Updates>(
      `/v1/operator-backends/updates?limit=1000&since=${this.since}`,
    );
    this.since = page.asOf;
    return page.updated.map(({ backendId }) => backendId);
  }
}
