import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { WallClock } from '../time/index.js';
import { type DatabaseIdentity, PARTS, serverParts } from './database-identity.js';
import { type Revision, revisionAt } from './revision.js';

/** What is noted in the clock row, and what is found. */
interface Sighting {
  readonly epoch: string;
  readonly revision: Revision;
  readonly isReplica: boolean;
  readonly noted: DatabaseIdentity;
  readonly actual: DatabaseIdentity;
}

/** What PostgreSQL says while it starts, by its code: come back later. */
class ReplicaError extends Error {
  readonly code = '57P03';
}

/** What of an identity is known beside what the server tells. */
type KnownParts = Pick<DatabaseIdentity, 'files'>;

/** Two instances that find the same at once; a third look finds nothing more to do. */
const MOST_LOOKS = 5;

/**
 * Sees to it that revisions of different lines of history are never taken for one another. What was told before a
 * database was restored from a backup, or lost its last commits in a failover, may never have happened in the one that
 * is there now: its revisions would be reused for other changes, and a client that comes with one would miss them.
 *
 * So the clock row notes in which database it is. Where that is another one, a new epoch begins, at a revision later
 * than all that were given out before, as far as clocks agree; a client that comes from before it is told to begin anew.
 */
export class EpochKeeper {
  private readonly logger = new Logger('Epoch');
  private look: string | undefined;
  private latest = 0 as Revision;

  constructor(
    private readonly wallClock: WallClock,
    private readonly known: KnownParts = { files: null },
  ) {}

  /**
   * To be called with each new session, before anything else is read in it: a session stays with the server that it
   * was opened on, so what is asked in it is never of an unknown line.
   * @throws ReplicaError where the server is a replica: it may be promoted later, with its sessions open, and by what it
   *   tells until then its clients would be led back
   */
  async keep(client: ClientBase): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const seen = this.latest;
      const sighting = await this.sight(client);
      if (sighting.isReplica) throw new ReplicaError('The server is a replica, and not the primary.');
      const reasons = reasonsFor(sighting, seen);
      if (reasons.length === 0) return this.complete(client, sighting);
      if (await this.begin(client, sighting, seen)) {
        this.report(reasons);
        return;
      }
    }
    throw new Error('Which epoch this is can not be settled.');
  }

  /** The registry has come to this revision. Its clock never goes back but in another database. */
  note(revision: Revision): void {
    if (revision > this.latest) this.latest = revision;
  }

  private async sight(client: ClientBase): Promise<Sighting> {
    this.look ??= `
      SELECT epoch, revision::float8 AS revision, pg_is_in_recovery() AS "isReplica",
        json_build_object(${PARTS.map((part) => `'${part}', epoch_${part}`).join(', ')}) AS noted,
        (SELECT row_to_json(parts) FROM (SELECT ${await serverParts(client)}) parts) AS actual
      FROM registry_clock WHERE id = 1`;
    const [sighting] = (await client.query<Sighting>(this.look)).rows;
    if (!sighting) throw new Error('The registry clock has no row.');
    return { ...sighting, actual: { ...sighting.actual, ...this.known } };
  }

  /** One statement holds the clock row, and finds it as it was sighted, or does nothing. @returns whether it did */
  private async begin(
    client: ClientBase,
    { epoch, noted, actual }: Sighting,
    seen: Revision,
  ): Promise<boolean> {
    const now = revisionAt(this.wallClock.now());
    const name = randomBytes(6).toString('hex');
    const values = [Math.max(now, seen + 1), name, epoch, ...valuesOf(actual), ...valuesOf(noted)];
    return (await client.query(BEGIN, values)).rowCount === 1;
  }

  /** Notes what was not known when the epoch began. */
  private async complete(client: ClientBase, { epoch, noted, actual }: Sighting): Promise<void> {
    if (PARTS.some((part) => noted[part] === null && actual[part] !== null))
      await client.query(COMPLETE, [epoch, ...valuesOf(actual)]);
  }

  private report(reasons: readonly string[]): void {
    this.logger.warn(
      `The database is not the one that it was (${reasons.join('; ')}): a new epoch has begun, and clients are told to take new snapshots`,
    );
  }
}

/** Parts that both know and that differ; and a clock that went back. */
function reasonsFor({ noted, actual, revision }: Sighting, seen: Revision): string[] {
  const changed = PARTS.filter(
    (part) => noted[part] !== null && actual[part] !== null && noted[part] !== actual[part],
  );
  const reasons = changed.map((part) => `${part} ${noted[part]}, now ${actual[part]}`);
  return revision < seen ? [...reasons, `revision ${seen}, now ${revision}`] : reasons;
}

const valuesOf = (identity: DatabaseIdentity) => PARTS.map((part) => identity[part]);

const [NEW_PARTS, OLD_PARTS] = [4, 4 + PARTS.length];

const BEGIN = `
  UPDATE registry_clock SET
    revision = greatest(revision + 1, $1), epoch_began = greatest(revision + 1, $1), epoch = $2,
    ${PARTS.map((part, index) => `epoch_${part} = $${NEW_PARTS + index}`).join(', ')}
  WHERE id = 1 AND epoch = $3
    AND ${PARTS.map((part, index) => `epoch_${part} IS NOT DISTINCT FROM $${OLD_PARTS + index}`).join(' AND ')}`;

const COMPLETE = `
  UPDATE registry_clock
  SET ${PARTS.map((part, index) => `epoch_${part} = coalesce(epoch_${part}, $${index + 2})`).join(', ')}
  WHERE id = 1 AND epoch = $1`;
