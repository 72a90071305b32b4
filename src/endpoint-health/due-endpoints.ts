import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Duration } from '../configuration/index.js';
import { OPEN } from '../database/index.js';
import { WallClock } from '../time/index.js';
import { type Finding, REACHABLE } from './probe/index.js';
import { SHORTEST_GAP } from './probe-result.js';

/** Which URLs are to be probed, and what was found of each. */
@Injectable()
export class DueEndpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wallClock: WallClock,
  ) {}

  /**
   * Up to `limit` URLs of open definitions of admitted partners that have not been probed for an interval, give or take
   * a tenth of it by chance, so that they don't all come at once again. Each partner's first one comes before the
   * second one of any: who publishes thousands that never answer waits for itself.
   */
  async list(interval: Duration, limit: number): Promise<string[]> {
    const rows: { url: string }[] = await this.dataSource.query(DUE, [this.now(), interval, limit]);
    return rows.map(({ url }) => url);
  }

  async record(url: string, { outcome, certificateExpiresAt }: Finding): Promise<void> {
    await this.dataSource.query(RECORD, [url, this.now(), outcome, certificateExpiresAt ?? null]);
  }

  /** What nobody publishes any more is not known any more. */
  async forgetWithdrawn(): Promise<void> {
    await this.dataSource.query(FORGET);
  }

  private now(): Date {
    return new Date(this.wallClock.now());
  }
}

const PUBLISHED = `
  SELECT DISTINCT definition.partner_id, definition.url FROM backend_definition definition
  JOIN partner_admission admission ON admission.partner_id = definition.partner_id AND admission.revision_to = ${OPEN}
  WHERE definition.revision_to = ${OPEN}`;

const DUE = `
  SELECT url FROM (
    SELECT published.url, health.probed_at,
      row_number() OVER (PARTITION BY published.partner_id ORDER BY health.probed_at NULLS FIRST) AS place
    FROM (${PUBLISHED}) published
    LEFT JOIN endpoint_health health ON health.url = published.url
    WHERE health.probed_at IS NULL
      OR health.probed_at <= $1::timestamptz - $2 * (${SHORTEST_GAP} + 0.2 * random()) * interval '1 millisecond'
  ) due
  GROUP BY url ORDER BY min(place), min(probed_at) NULLS FIRST LIMIT $3`;

const RECORD = `
  INSERT INTO endpoint_health AS known
    (url, probed_at, outcome, outcome_since, consecutive_failures, certificate_expires_at)
  VALUES ($1, $2, $3, $2, CASE WHEN $3 = '${REACHABLE}' THEN 0 ELSE 1 END, $4)
  ON CONFLICT (url) DO UPDATE SET
    probed_at = excluded.probed_at,
    outcome = excluded.outcome,
    outcome_since = CASE WHEN known.outcome = excluded.outcome THEN known.outcome_since ELSE excluded.probed_at END,
    consecutive_failures =
      CASE WHEN excluded.outcome = '${REACHABLE}' THEN 0 ELSE known.consecutive_failures + 1 END,
    certificate_expires_at = excluded.certificate_expires_at`;

const FORGET = `
  DELETE FROM endpoint_health health
  WHERE NOT EXISTS (SELECT FROM (${PUBLISHED}) published WHERE published.url = health.url)`;
