import { jsonRequest } from '../load/http-request.js';
import { KeepAliveConnection } from '../load/keep-alive-connection.js';
import { publicationOf } from '../service/publication.js';
import type { Publisher } from '../service/publishers.js';
import type { RegistryClient } from '../service/registry-client.js';
import type { Updates } from '../service/updates.js';

/** The registry as a feed: each writer an operator, the poller a provider that is connected to all of them. */
export class RegistryFeed implements Disposable {
  private constructor(
    private readonly poller: RegistryClient,
    private readonly connection: KeepAliveConnection,
    private readonly publishers: readonly Publisher[],
    private since: string,
  ) {}

  static async open(poller: RegistryClient, publishers: readonly Publisher[]): Promise<RegistryFeed> {
    const { asOf } = await poller.get<Updates>('/v1/operator-backends?limit=1');
    const connection = await KeepAliveConnection.open(Number(new URL(poller.address).port));
    return new RegistryFeed(poller, connection, publishers, asOf);
  }

  async write(writer: number, name: string): Promise<void> {
    const publisher = this.publishers[writer];
    if (!publisher) return;
    const publication = publicationOf(publisher.partyId, name, `token-${name}`);
    await this.poller.as(publisher.secret).put(`/v1/self/operator-backends/${name}`, publication);
  }

  async poll(): Promise<string[]> {
    const path = `/v1/operator-backends/updates?limit=1000&since=${this.since}`;
    const { status, body } = await this.connection.exchange(jsonRequest('GET', path, this.poller.secret));
    if (status !== 200) throw new Error(`A poll was answered ${status}: ${body}`);
    const page = JSON.parse(body) as Updates;
    this.since = page.asOf;
    return page.updated.map(({ backendId }) => backendId);
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }
}
