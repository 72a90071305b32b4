import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { type Labels, Metrics } from '../metrics/index.js';
import { ReadDatabase } from './read-database.js';

/** Shows how much of the pools is in use. */
@Injectable()
export class PoolMetrics {
  constructor(
    private readonly primary: DataSource,
    private readonly reads: ReadDatabase,
    metrics: Metrics,
  ) {
    metrics.gauge({ ...SIZE, labels: ['pool'] }, 'sum', () => this.ofEach(({ options }) => options.max));
    metrics.gauge({ ...USED, labels: ['pool'] }, 'sum', () =>
      this.ofEach(({ totalCount, idleCount }) => totalCount - idleCount),
    );
    metrics.gauge({ ...IDLE, labels: ['pool'] }, 'sum', () => this.ofEach(({ idleCount }) => idleCount));
    metrics.gauge({ ...WAITING, labels: ['pool'] }, 'sum', () =>
      this.ofEach(({ waitingCount }) => waitingCount),
    );
  }

  private ofEach(value: (pool: Pool) => number): { labels: Labels<'pool'>; value: number }[] {
    const sources = { primary: this.primary, replica: this.reads.replicaSource };
    return Object.entries(sources).flatMap(([pool, source]) =>
      source?.isInitialized ? [{ labels: { pool }, value: value(poolOf(source)) }] : [],
    );
  }
}

function poolOf(source: DataSource): Pool {
  return (source.driver as PostgresDriver).master as Pool;
}

const SIZE = {
  name: 'database_pool_size_connections',
  help: 'How many connections to PostgreSQL the pool may have at most.',
};
const USED = {
  name: 'database_pool_used_connections',
  help: 'How many connections of the pool are at work, or just being made.',
};
const IDLE = {
  name: 'database_pool_idle_connections',
  help: 'How many connections of the pool nobody uses at the moment.',
};
const WAITING = {
  name: 'database_pool_waiting_requests',
  help: 'How many statements or transactions wait for a free connection of the pool; above 0 for long, the pool is exhausted.',
};
