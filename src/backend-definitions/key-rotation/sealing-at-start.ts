import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { KeyRotation } from './key-rotation.js';
import { IN_CLEAR } from './stored-tokens.js';

/** Key of the advisory lock that the one instance holds which seals ("ochp" in ASCII, and one more). */
const SEALING_LOCK = 0x6f636871;

/**
 * Once after the start, in the background, encrypts what was written before there were keys. Of several instances one
 * does. One that stops before it is through leaves the rest to the next start.
 */
@Injectable()
export class SealingAtStart implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('SealingAtStart');
  private readonly stopping = new AbortController();
  private run: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly rotation: KeyRotation,
  ) {}

  onApplicationBootstrap(): void {
    this.run = this.sealIfNeeded();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.run;
  }

  private async sealIfNeeded(): Promise<void> {
    try {
      const [found]: unknown[] = await this.dataSource.query(SOMETHING_IN_CLEAR);
      if (found) await this.sealAlone();
    } catch (error) {
      if (!this.stopping.signal.aborted) this.logger.error(error);
    }
  }

  private async sealAlone(): Promise<void> {
    const session = this.dataSource.createQueryRunner();
    try {
      if (!(await lock(session))) return;
      const { signal } = this.stopping;
      const { versions } = await this.rotation
        .sealAnew({ inClearOnly: true, signal })
        .finally(() => unlock(session));
      this.logger.log(`Encrypted the access tokens of ${versions} versions that were in clear`);
    } finally {
      await session.release();
    }
  }
}

const SOMETHING_IN_CLEAR = `SELECT 1 AS found FROM backend_definition WHERE ${IN_CLEAR} LIMIT 1`;

async function lock(session: QueryRunner): Promise<boolean> {
  const [row] = (await session.query('SELECT pg_try_advisory_lock($1) AS locked', [SEALING_LOCK])) as [
    { locked: boolean },
  ];
  return row.locked;
}

/** The session goes back to the pool, where it would keep the lock. */
async function unlock(session: QueryRunner): Promise<void> {
  await session.query('SELECT pg_advisory_unlock($1)', [SEALING_LOCK]);
}
