import { Injectable } from '@nestjs/common';
import { type BackendDefinition, type DailyToken, liveTokens } from '../../backend-definitions/index.js';
import {
  everyPage,
  parseSince,
  Snapshot,
  type SnapshotPage,
  Updates,
  type UpdatesPage,
} from '../../change-feed/index.js';
import { Configuration } from '../../configuration/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { RoamingConnectionReader } from '../../roaming-connections/index.js';
import { WallClock } from '../../time/index.js';

/** SOAP clients are shown what is spoken to by SOAP. They know no pages: the answers are put together from these. */
const OF_SOAP = { limit: 1_000, binding: 'soap' } as const;

/** What a partner may see of others' SOAP backends. */
@Injectable()
export class VisibleDefinitions {
  constructor(
    private readonly snapshots: Snapshot,
    private readonly deltas: Updates,
    private readonly connections: RoamingConnectionReader,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {}

  snapshot(viewer: PartnerId, role: Role): AsyncGenerator<SnapshotPage> {
    return everyPage((start) => this.snapshots.page(viewer, role, { ...OF_SOAP, ...(start && { start }) }));
  }

  updates(viewer: PartnerId, role: Role, lastUpdate: string): AsyncGenerator<UpdatesPage> {
    const since = parseSince(lastUpdate, this.configuration.clockTolerance, 'lastUpdate');
    return everyPage((start) =>
      this.deltas.page(viewer, role, since, { ...OF_SOAP, ...(start && { start }) }),
    );
  }

  /** Those of the tokens that are not over. */
  liveTokens({ tokens }: BackendDefinition): DailyToken[] {
    return liveTokens(tokens, this.wallClock.now());
  }

  async isConnected(partner: PartnerId): Promise<boolean> {
    return (await this.connections.listOf(partner, 1)).length > 0;
  }
}
