import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { REGISTRY_STATE, type RegistryState } from './registry-state.js';
import type { Revision } from './revision.js';

/** One state of the whole database, however many statements it takes to read it. */
export class ConsistentRead {
  private constructor(
    private readonly runner: QueryRunner,
    /** What the clock says in that state. */
    readonly state: RegistryState,
  ) {}

  /** Holds a connection until it is closed. */
  static async open(dataSource: DataSource): Promise<ConsistentRead> {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      await runner.query('SET TRANSACTION READ ONLY');
      // The first statement that reads is what decides which state it is.
      const [row] = (await runner.query(STATE)) as RegistryState[];
      return new ConsistentRead(runner, row ?? NO_CLOCK);
    } catch (error) {
      await end(runner);
      throw error;
    }
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  close(): Promise<void> {
    return end(this.runner);
  }
}

/** Nothing was written, so it is of no account whether the transaction ends well. */
async function end(runner: QueryRunner): Promise<void> {
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
  await runner.release();
}

/** Reads what `read` reads from one state. */
export async function readConsistently<T>(
  dataSource: DataSource,
  read: (consistent: ConsistentRead) => Promise<T>,
): Promise<T> {
  const consistent = await ConsistentRead.open(dataSource);
  try {
    return await read(consistent);
  } finally {
    await consistent.close();
  }
}

const STATE = `SELECT ${REGISTRY_STATE} FROM registry_clock`;

/** A database that is broken so badly can still be looked at. */
const NO_CLOCK: RegistryState = {
  present: 0 as Revision,
  horizon: 0 as Revision,
  epoch: '',
  epoch_began: 0 as Revision,
};
