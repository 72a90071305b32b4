import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { SnakeCaseColumns } from './snake-case-columns.js';

type TypeId = Parameters<typeof pg.types.getTypeParser>[0];

/** Revisions come as `bigint`, which pg reads as text; they fit a number exactly (see `Revision`). */
const types = {
  getTypeParser: (type: TypeId, format?: 'text' | 'binary'): unknown =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format),
};

/**
 * How the service speaks to PostgreSQL. No statement of ours runs long enough to be worth compiling, while PostgreSQL,
 * which can not know how little the feed's will find, would compile them each time: hence no `jit`. The timeouts bound how long one instance that hangs can hold the clock row,
 * and with it every writer: the server ends such a transaction by itself.
 */
export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName: 'ochp-direct-registry',
    synchronize: false,
    // What TypeORM would log of a failed query holds its parameters, and with them access tokens.
    logging: false,
    namingStrategy: new SnakeCaseColumns(),
    migrations,
    migrationsTransactionMode: 'all',
    poolSize: 10,
    connectTimeoutMS: 5_000,
    extra: {
      types,
      options: '-c jit=off',
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    },
  };
}
