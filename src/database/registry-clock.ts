import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Configuration } from '../configuration/index.js';
import { WallClock } from '../time/index.js';
import { type Revision, revisionAt } from './revision.js';

/**
 * How many writers of this instance hold a connection at once. One of them has the clock row, and the others wait for
 * it: more of them would take the pool's connections from readers, and write no faster.
 */
const MOST_WRITERS = 3;

/** One writing transaction: everything written through `manager` becomes visible at `revision`, all of it or nothing. */
export interface Write {
  readonly manager: EntityManager;
  readonly revision: Revision;
}

/** What came of a write: where nothing changed, no revision is made. */
export interface Outcome<T> {
  readonly changed: boolean;
  readonly value: T;
}

/** The channel on which PostgreSQL tells of each revision when it is committed (`NOTIFY`). */
export const REVISIONS = 'ochp_direct_registry_revision';

/** Told of each revision that was committed here; the write is answered when all listeners have taken note. */
export type CommitListener = (revision: Revision) => Promise<void>;

/**
 * Makes revisions. The transaction that takes a revision holds the clock row until it commits, so a later revision
 * never becomes visible before an earlier one: a reader that sees R has everything up to R. A sequence or `now()`
 * does not give that, since a transaction may commit long after it took its number.
 */
@Injectable()
export class RegistryClock {
  private readonly queue = pLimit(MOST_WRITERS);
  private readonly listeners: CommitListener[] = [];
  private readonly advance: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly wallClock: WallClock,
    { changeSignal }: Configuration,
  ) {
    this.advance = changeSignal === 'notify' ? `${ADVANCE}, pg_notify('${REVISIONS}', '')` : ADVANCE;
  }

  onCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  /**
   * Runs `work` as one transaction at a new revision. All writers queue here: whatever is slow, and every check that
   * needs no lock, belongs before the call. Checks of the registry's state belong inside, where it cannot change.
   */
  async write<T>(work: (write: Write) => Promise<Outcome<T>>): Promise<T> {
    const { changed, value, revision } = await this.queue(() => this.transact(work));
    if (changed) await Promise.all(this.listeners.map((listener) => listener(revision)));
    return value;
  }

  /**
   * Runs `work` as one transaction while nobody writes, and makes no revision: for what changes the form in which
   * something is stored, and nothing that anybody sees. All writers wait meanwhile.
   */
  async hold<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.queue(() =>
      this.dataSource.transaction(async (manager) => {
        await manager.query('SELECT FROM registry_clock FOR NO KEY UPDATE');
        return work(manager);
      }),
    );
  }

  private async transact<T>(
    work: (write: Write) => Promise<Outcome<T>>,
  ): Promise<Outcome<T> & { revision: Revision }> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const revision = await this.next(runner);
      const outcome = await work({ manager: runner.manager, revision });
      await (outcome.changed ? runner.commitTransaction() : runner.rollbackTransaction());
      return { ...outcome, revision };
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async next(runner: QueryRunner): Promise<Revision> {
    const now = revisionAt(this.wallClock.now());
    const { records } = await runner.query(this.advance, [now], true);
    const [row] = records as [{ revision: unknown }];
    return Number(row.revision) as Revision;
  }
}

/** PostgreSQL delivers what is notified when the transaction commits, in commit order, and never what is rolled back. */
const ADVANCE = 'UPDATE registry_clock SET revision = greatest(revision + 1, $1) RETURNING revision';

/** The first error is the one that tells: a rollback that fails too (a lost connection) must not hide it. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
}
