import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Configuration } from '../configuration/index.js';
import type { PreparedQuery } from './prepared-query.js';
import type { RegistryState } from './registry-state.js';
import { Replica } from './replica.js';
import type { Revision } from './revision.js';

/**
 * Where answers are read that need not be of the very present: from the replica, if there is one that has come far
 * enough, else from the primary. Each row tells the state that the answer is of, read in the same statement; a replica
 * is always in a state that the primary was in.
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
    atLeast: Revision | undefined,
  ): Promise<Row[]> {
    const read = (dataSource: DataSource) => query.rows(dataSource, values);
    const rows =
      atLeast === undefined ? undefined : await this.replica?.try(read, (error) => this.logger.warn(error));
    const isRecent = rows?.[0] !== undefined && rows[0].present >= (atLeast ?? Infinity);
    return isRecent ? rows : read(this.primary);
  }

  /** The replica's, once it was asked; undefined where there is none. */
  get replicaSource(): DataSource | undefined {
    return this.replica?.dataSource;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.replica?.close();
  }
}
