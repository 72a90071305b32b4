import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Configuration } from '../configuration/index.js';
import type { PreparedQuery } from './prepared-query.js';
import type { RegistryState } from './registry-state.js';
import { Replica } from './replica.js';
import type { Revision } from './revision.js';

/** What an answer must not be of before, and the line of history that this is a revision of. */
export interface LeastState {
  readonly revision: Revision;
  readonly epoch: string;
}

/**
 * Where answers are read that need not be of the very present: from the replica, if there is one that has come far
 * enough, else from the primary. Each row tells the state that the answer is of, read in the same statement; a replica
 * is always in a state that the primary was in: of the same epoch, that is, since it may have been the replica of another
 * one, and have had what that one lost.
 */
@Injectable()
export class ReadDatabase implements OnApplicationShutdown {
  private readonly logger = new Logger('ReadDatabase');
  private readonly replica: Replica | undefined;

  constructor(
    private readonly primary: DataSource,
    { databaseReadUrl }: Configuration,
  ) {
    this.replica = databaseReadUrl === undefined ? undefined : new Replica(databaseReadUrl);
  }

  /**
   * @param atLeast the state that the answer must not be of before; undefined where that is not known: then the
   *   primary is asked
   */
  async rows<Row extends RegistryState>(
    query: PreparedQuery<Row>,
    values: readonly unknown[],
    atLeast: LeastState | undefined,
  ): Promise<Row[]> {
    const read = (dataSource: DataSource) => query.rows(dataSource, values);
    const rows =
      atLeast === undefined ? undefined : await this.replica?.try(read, (error) => this.logger.warn(error));
    return rows && atLeast && isRecent(rows[0], atLeast) ? rows : read(this.primary);
  }

  /** The replica's, once it was asked; undefined where there is none. */
  get replicaSource(): DataSource | undefined {
    return this.replica?.dataSource;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replica?.close();
  }
}

function isRecent(state: RegistryState | undefined, { revision, epoch }: LeastState): boolean {
  return state !== undefined && state.present >= revision && state.epoch === epoch;
}
