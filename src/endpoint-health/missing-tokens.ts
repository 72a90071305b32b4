import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Day, lacksToken, lastDueDay } from '../backend-definitions/index.js';
import { OPEN } from '../database/index.js';
import type { PartnerId } from '../partners/index.js';
import { WallClock } from '../time/index.js';

/** A partner some of whose definitions have no token for a day. */
export interface PartnerWithoutToken {
  readonly partnerId: PartnerId;
  readonly name: string;
  /** How many definitions it has published. */
  readonly definitions: number;
  /** How many of them have no token for the day. */
  readonly withoutToken: number;
}

/** Tells which partners owe a token. */
@Injectable()
export class MissingTokens {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wallClock: WallClock,
  ) {}

  /** The last day for which tokens are due: tomorrow from 11:55 UTC on, today before. */
  get day(): Day {
    return lastDueDay(this.wallClock.now());
  }

  /** Up to `limit` admitted partners behind `after` that have definitions without a token for that day. */
  async list(day: Day, limit: number, after = ''): Promise<PartnerWithoutToken[]> {
    const page = `${WITHOUT_TOKEN} AND partner.partner_id > $2 ORDER BY partner.partner_id LIMIT $3`;
    return this.dataSource.query(page, [day, after, limit]);
  }

  /** How many such partners there are. */
  async count(day: Day): Promise<number> {
    const sql = `SELECT count(*)::integer AS count FROM (${WITHOUT_TOKEN}) partner`;
    const [row]: { count: number }[] = await this.dataSource.query(sql, [day]);
    return row?.count ?? 0;
  }
}

const WITHOUT_TOKEN = `
  SELECT partner.partner_id AS "partnerId", partner.name, published.definitions,
    published.without_token AS "withoutToken"
  FROM partner
  JOIN partner_admission admission ON admission.partner_id = partner.partner_id AND admission.revision_to = ${OPEN}
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS definitions,
      (count(*) FILTER (WHERE ${lacksToken('$1')}))::integer AS without_token
    FROM backend_definition version
    WHERE version.partner_id = partner.partner_id AND version.revision_to = ${OPEN}
  ) published
  WHERE published.without_token > 0`;
