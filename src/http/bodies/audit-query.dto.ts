import { IsIn, IsOptional, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  type Action,
  ACTIONS,
  type ActorKind,
  type AuditFilter,
  type AuditPlace,
} from '../../audit/index.js';
import { parseMoment } from '../../change-feed/index.js';
import type { Revision } from '../../database/index.js';
import { PARTNER_ID, type PartnerId } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';
import { UTC_TIMESTAMP } from '../json-schema/index.js';
import { decodeNext, PageQuery } from '../paging/index.js';

const ACTOR = /^(staff|stranger|command|partner|partner:[a-z0-9][a-z0-9._-]{0,62})$/;
const ONE_PARTNER = 'partner:';

/** Which entries of the audit trail are asked for. */
export class AuditQuery extends PageQuery {
  @IsOptional()
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'only what concerns this partner' })
  partner?: string;

  @IsOptional()
  @IsIn(ACTIONS)
  @JSONSchema({ description: 'only what was done in this way' })
  action?: Action;

  @IsOptional()
  @Matches(ACTOR)
  @JSONSchema({
    description:
      'only what was done by staff, strangers, commands or partners, or by one partner: `partner:emobil`',
  })
  actor?: string;

  @IsOptional()
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'only what was done at this UTC time or later, 2026-11-22T04:44:00Z' })
  from?: string;

  @IsOptional()
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'only what was done before this UTC time' })
  until?: string;
}

/**
 * @param reader the partner that asks; undefined for staff, who may read everything
 * @throws RegistryError `invalid-parameter`
 */
export function toAuditFilter(query: AuditQuery, reader?: PartnerId): AuditFilter {
  const { partner, action, actor } = query;
  const [from, until] = [momentOf(query, 'from'), momentOf(query, 'until')];
  if (from !== undefined && until !== undefined && until <= from) throw emptyTime();
  const concerned = [reader, partner].filter((partnerId) => partnerId !== undefined);
  return { concerned, action, actor: toActor(actor), from, until };
}

/** Behind which entry the page begins. */
export function afterEntry({ next }: AuditQuery): AuditPlace | undefined {
  if (next === undefined) return undefined;
  const [moment, entryId] = decodeNext<[Revision, number]>(next, ['number', 'number']);
  return { moment, entryId };
}

function toActor(actor: string | undefined): AuditFilter['actor'] {
  if (!actor?.startsWith(ONE_PARTNER)) return actor as ActorKind | undefined;
  return { partnerId: actor.slice(ONE_PARTNER.length) };
}

function momentOf(query: AuditQuery, name: 'from' | 'until'): Revision | undefined {
  const text = query[name];
  return text === undefined ? undefined : parseMoment(text, name).from;
}

function emptyTime(): RegistryError {
  const fields = [{ path: ['until'], detail: 'must lie after from' }];
  return new RegistryError('invalid-parameter', 'There is no time between from and until.', fields);
}
