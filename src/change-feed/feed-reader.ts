import { Injectable } from '@nestjs/common';
import { ChangeSignal } from '../change-signal/index.js';
import { type PreparedQuery, ReadDatabase, type RegistryState, type Revision } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import { SIGHT_CHANGES } from './sight-changes.js';

/** Reads what a partner sees, and knows without reading when that has not changed. */
@Injectable()
export class FeedReader {
  constructor(
    private readonly database: ReadDatabase,
    private readonly signal: ChangeSignal,
  ) {
    signal.addSource(SIGHT_CHANGES);
  }

  /**
   * The state up to which nothing changed for the viewer since then; undefined where the database must be asked.
   */
  quietSince(viewer: PartnerId, revision: Revision): RegistryState | undefined {
    return this.signal.quietSince('sight', viewer, revision);
  }

  /**
   * A replica will do that has come to where something last concerned the viewer: between there and the present it
   * sees the same. So what a connection showed is gone from the replica's answers as soon as it is known here to have
   * ended. And a viewer is never led back behind a state that it names.
   */
  rows<Row extends RegistryState>(
    query: PreparedQuery<Row>,
    values: readonly unknown[],
    viewer: PartnerId,
    named: Revision | undefined,
  ): Promise<Row[]> {
    const lastChange = this.signal.lastChange('sight', viewer);
    const { epoch } = this.signal;
    const isKnown = lastChange !== undefined && epoch !== undefined;
    const revision = Math.max(lastChange ?? 0, named ?? 0) as Revision;
    return this.database.rows(query, values, isKnown ? { revision, epoch } : undefined);
  }
}
