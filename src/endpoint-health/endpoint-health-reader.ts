import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BackendDefinition, Identity } from '../backend-definitions/index.js';
import { Configuration } from '../configuration/index.js';
import { OPEN } from '../database/index.js';
import type { PartnerId, Role } from '../partners/index.js';
import { WallClock } from '../time/index.js';
import { type EndpointHealth, fromRecord, type HealthRecord, type HealthState } from './endpoint-health.js';
import { healthOf, healthParameters } from './health-query.js';
import { ALL_RESULTS, RESULTS_SINCE_BEGUN } from './owner-results.js';

/** How much of a list is asked for. */
export interface HealthRequest {
  readonly limit: number;
  /** Behind which definition the page begins. */
  readonly after?: Identity | undefined;
  /** Only endpoints of which this is true. */
  readonly state?: HealthState | undefined;
}

/** Tells how the endpoints of open definitions are, as far as that is known. */
@Injectable()
export class EndpointHealthReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: Configuration,
    private readonly wallClock: WallClock,
  ) {}

  /** Of all admitted partners, in the order of partner, role and backend: for clearing-house staff only. */
  async listAll(request: HealthRequest): Promise<EndpointHealth[]> {
    return this.list(PAGE_OF_ALL, request, null);
  }

  /** Of a partner's own definitions. */
  async listOf(owner: PartnerId, request: HealthRequest): Promise<EndpointHealth[]> {
    return this.list(PAGE_OF_OWNER, request, owner);
  }

  /**
   * The states alone of definitions of one role, in their order. Whether somebody may see these is for the caller to
   * know: take them from the change feed, and from nowhere else.
   */
  async statesOf(role: Role, definitions: readonly BackendDefinition[]): Promise<HealthState[][]> {
    const owners = definitions.map(({ partnerId }) => partnerId);
    const backendIds = definitions.map(({ backendId }) => backendId);
    const urls = definitions.map(({ url }) => url);
    const days = definitions.map(({ tokens }) =>
      JSON.stringify(tokens.map(({ validDate }) => ({ validDate }))),
    );
    const records: Pick<HealthRecord, 'states'>[] = await this.ask(STATES, [
      ...[role, owners, backendIds, urls, days],
    ]);
    return records.map(({ states }) => states);
  }

  /** How many open definitions of admitted partners are in each state; one may be in several. */
  async countByState(): Promise<Record<HealthState, number>> {
    const [counts] = (await this.ask(COUNTS, [])) as [Record<HealthState, number>];
    return counts;
  }

  private async list(page: string, { limit, after, state }: HealthRequest, owner: PartnerId | null) {
    const { partnerId = '', role = '', backendId = '' } = after ?? {};
    const values = [partnerId, role, backendId, owner, state ?? null, limit];
    const records: HealthRecord[] = await this.ask(page, values);
    return records.map((record) => fromRecord(record, this.configuration.endpointProbes));
  }

  private async ask<T>(sql: string, values: readonly unknown[]): Promise<T[]> {
    const isProbing = this.configuration.endpointProbes !== undefined;
    return this.dataSource.query(sql, [...healthParameters(this.wallClock.now(), isProbing), ...values]);
  }
}

const PRESENT = `
  SELECT partner_id, role, backend_id, url, tokens FROM backend_definition definition
  WHERE revision_to = ${OPEN} AND EXISTS (
    SELECT FROM partner_admission admission
    WHERE admission.partner_id = definition.partner_id AND admission.revision_to = ${OPEN})`;

const COLUMNS = 'version.partner_id, version.role, version.backend_id, version.url';

function pageOf(whose: string, results: string): string {
  const behind = `AND (partner_id, role, backend_id) > ($4, $5, $6) AND ${whose}`;
  return `
    SELECT * FROM (${healthOf(`(${PRESENT} ${behind})`, COLUMNS, results)}) health
    WHERE $8::text IS NULL OR $8 = ANY (states)
    ORDER BY partner_id, role, backend_id LIMIT $9`;
}

const PAGE_OF_ALL = pageOf('$7::text IS NULL', ALL_RESULTS);
const PAGE_OF_OWNER = pageOf('partner_id = $7', RESULTS_SINCE_BEGUN);

const STATED = `(
  SELECT $4::text AS role, partner_id, backend_id, url, tokens, place
  FROM unnest($5::text[], $6::text[], $7::text[], $8::jsonb[])
    WITH ORDINALITY stated (partner_id, backend_id, url, tokens, place))`;

const STATES = `
  SELECT states FROM (
    ${healthOf(STATED, 'version.place', RESULTS_SINCE_BEGUN)}
  ) health ORDER BY place`;

const COUNTS = `
  SELECT count(*) FILTER (WHERE 'unreachable' = ANY (states))::integer AS unreachable,
    count(*) FILTER (WHERE 'certificate-expiring' = ANY (states))::integer AS "certificate-expiring",
    count(*) FILTER (WHERE 'stale' = ANY (states))::integer AS stale,
    count(*) FILTER (WHERE 'ok' = ANY (states))::integer AS ok
  FROM (${healthOf(`(${PRESENT})`, 'version.partner_id', ALL_RESULTS)}) health`;
