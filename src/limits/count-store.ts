import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TakenAlong } from './tally.js';

/** What is taken along, by the tally that it is of. */
export type Parcel = readonly (TakenAlong & { readonly tally: string })[];

/** Counts of the other instances, by tally and subject. */
export type Sums = readonly { readonly tally: string; readonly subject: string; readonly count: number }[];

/** Most counts that an instance takes over when it starts. */
const MOST_RECALLED = 20_000;
const BATCH = 1_000;

/** Where instances lay down what they have counted. Each has rows of its own, and states them anew rather than add to them: what is told twice is counted once. */
@Injectable()
export class CountStore {
  private readonly instanceId = randomUUID();

  constructor(private readonly dataSource: DataSource) {}

  /** Tells and asks in one statement. @returns what the others have counted of all that is in the parcel */
  async exchange(parcel: Parcel, now: number): Promise<Sums> {
    const told = parcel.filter(({ isTold }) => isTold);
    return this.dataSource.query(EXCHANGE, [
      this.instanceId,
      told.map(({ tally }) => tally),
      told.map(({ subject }) => subject),
      told.map(({ own }) => own),
      told.map(({ expiresAt }) => new Date(expiresAt)),
      parcel.map(({ tally }) => tally),
      parcel.map(({ subject }) => subject),
      new Date(now),
    ]);
  }

  /** What has been counted so far, the largest first. */
  async recall(now: number): Promise<Sums> {
    return this.dataSource.query(RECALL, [new Date(now)]);
  }

  /** Removes what is void. May run on several instances at once. */
  async prune(now: number): Promise<void> {
    for (let removed = BATCH; removed === BATCH;) {
      const [, count]: [unknown, number] = await this.dataSource.query(PRUNE, [new Date(now)]);
      removed = count;
    }
  }
}

const EXCHANGE = `
  WITH told AS (
    INSERT INTO limit_count (tally, subject, instance_id, count, expires_at)
    SELECT tally, subject, $1::uuid, count, expires_at
    FROM unnest($2::text[], $3::text[], $4::integer[], $5::timestamptz[]) told (tally, subject, count, expires_at)
    ON CONFLICT (tally, subject, instance_id)
      DO UPDATE SET count = excluded.count, expires_at = excluded.expires_at)
  SELECT tally, subject, sum(count) AS count
  FROM unnest($6::text[], $7::text[]) asked (tally, subject)
  JOIN limit_count USING (tally, subject)
  WHERE instance_id <> $1 AND expires_at > $8
  GROUP BY tally, subject`;

const RECALL = `
  SELECT tally, subject, sum(count) AS count FROM limit_count WHERE expires_at > $1
  GROUP BY tally, subject ORDER BY count DESC LIMIT ${MOST_RECALLED}`;

/** Rows that another instance is about to state anew, or to remove, are left to it: so none waits for the other. */
const PRUNE = `
  DELETE FROM limit_count WHERE ctid IN (
    SELECT ctid FROM limit_count WHERE expires_at <= $1 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
