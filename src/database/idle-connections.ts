import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** The connections of the pool that nobody uses at the moment. */
@Injectable()
export class IdleConnections implements OnModuleInit {
  private readonly idle = new Set<PoolClient>();

  constructor(private readonly dataSource: DataSource) {}

  onModuleInit(): void {
    const pool = (this.dataSource.driver as PostgresDriver).master as Pool;
    pool.on('acquire', (client) => this.idle.delete(client));
    pool.on('release', (_, client) => this.idle.add(client));
    pool.on('remove', (client) => this.idle.delete(client));
  }

  /**
   * When the network has fallen silent, they are dead, too, and would let the next requests wait in vain. Those in use
   * are left alone: should they still live, something is under way on them.
   */
  giveUp(): void {
    for (const client of this.idle) client.connection.stream.destroy(new Error('Given up.'));
  }
}
