import { Type } from 'class-transformer';
import { IsArray, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { formatRevision } from '../../database/index.js';
import { PARTNER_ID, type PartnerId } from '../../partners/index.js';
import type { Pair, RoamingConnection } from '../../roaming-connections/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../json-schema/index.js';
import { decodeNext, encodeNext, PageBody, type PageQuery } from '../paging/index.js';

@PublishedSchema('roaming-connection')
@JSONSchema({
  description: 'An operator lets a provider use its charge points; each sees the backends of the other.',
})
export class RoamingConnectionBody {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the operator, who sets and ends the connection' })
  operatorPartnerId!: string;

  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the provider' })
  providerPartnerId!: string;

  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'since when' })
  setAt!: string;
}

@PublishedSchema('roaming-connections')
@JSONSchema({ description: 'A page of roaming connections, in the order of operator and provider.' })
export class RoamingConnections extends PageBody {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RoamingConnectionBody)
  @JSONSchema({ description: 'the connections' })
  items!: RoamingConnectionBody[];
}

export function toConnectionBody({
  operatorPartnerId,
  providerPartnerId,
  setAt,
}: RoamingConnection): RoamingConnectionBody {
  return { operatorPartnerId, providerPartnerId, setAt: formatRevision(setAt) };
}

/** @param found one more than `limit`, where there are so many */
export function toConnectionPage(found: readonly RoamingConnection[], limit: number): RoamingConnections {
  const items = found.slice(0, limit).map(toConnectionBody);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, ...(last && { next: encodeNext([last.operatorPartnerId, last.providerPartnerId]) }) };
}

/** Behind which connection the page begins. */
export function afterConnection({ next }: PageQuery): Pair | undefined {
  if (next === undefined) return undefined;
  const [operatorPartnerId, providerPartnerId] = decodeNext<[PartnerId, PartnerId]>(next, [
    'string',
    'string',
  ]);
  return { operatorPartnerId, providerPartnerId };
}
