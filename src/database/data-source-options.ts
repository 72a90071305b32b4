import type pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import type { EpochKeeper } from './epoch-keeper.js';
import { MortalClient } from './mortal-client.js';
import { SnakeCaseColumns } from './snake-case-columns.js';
import { TYPE_PARSERS } from './type-parsers.js';

/** What the service calls itself where PostgreSQL lists its sessions. */
const APPLICATION_NAME = 'ochp-direct-registry';

/**
 * A connection of its own, beside the pool.
 * @param purpose told where PostgreSQL lists its sessions
 * @param longestAnswer milliseconds after which a query fails
 */
export function clientOptions(url: string, purpose: string, longestAnswer: number): pg.ClientConfig {
  return {
    connectionString: url,
    types: TYPE_PARSERS,
    application_name: `${APPLICATION_NAME} ${purpose}`,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: longestAnswer,
    statement_timeout: longestAnswer,
  };
}

const CONNECT_TIMEOUT = 5_000;

/** The server gives up sooner, if it lives. */
const LONGEST_QUERY = 20_000;

/**
 * How the service speaks to PostgreSQL. No statement of ours runs long enough to be worth compiling, while PostgreSQL,
 * which can not know how little the feed's will find, would compile them each time: hence no `jit`. The timeouts bound how long one instance that hangs can hold the clock row,
 * and with it every writer: the server ends such a transaction by itself.
 * @param epochKeeper looks at each session before it is used; where none is given, whatever database is there will do
 */
export function dataSourceOptions(url: string, epochKeeper?: EpochKeeper): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName: APPLICATION_NAME,
    synchronize: false,
    // What TypeORM would log of a failed query holds its parameters, and with them access tokens.
    logging: false,
    namingStrategy: new SnakeCaseColumns(),
    migrations,
    migrationsTransactionMode: 'all',
    poolSize: 10,
    connectTimeoutMS: CONNECT_TIMEOUT,
    extra: {
      types: TYPE_PARSERS,
      Client: MortalClient,
      ...(epochKeeper && { onConnect: (client: pg.ClientBase) => epochKeeper.keep(client) }),
      query_timeout: LONGEST_QUERY,
      options: '-c jit=off',
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    },
  };
}
