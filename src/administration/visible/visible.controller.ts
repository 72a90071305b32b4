import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { BackendId, UndisclosedDefinition } from '../../backend-definitions/index.js';
import { History, type HistoryPageStart, parseMoment } from '../../change-feed/index.js';
import { formatRevision, type Revision } from '../../database/index.js';
import { For } from '../../http/authentication/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import {
  ApiAnswer,
  ApiCredentials,
  ApiProblems,
  ApiQueryOf,
  EXAMPLE,
  EXAMPLE_OPERATOR_DEFINITION,
} from '../../http/openapi/index.js';
import { decodeNext, encodeNext, limitOf } from '../../http/paging/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { type VisibleDefinition, VisibleDefinitions, VisibleQuery } from './visible.dto.js';

const { tokens: _, ...SHOWN } = EXAMPLE_OPERATOR_DEFINITION;
const DEFINITION = { role: 'operator', ...SHOWN, tokenDays: [EXAMPLE.day] };

/** Clearing-house staff ask what a partner sees, or could see at a moment of the retention time. */
@For('admin')
@ApiTags('Administration')
@ApiCredentials()
@Controller('v1/admin/visible')
export class VisibleController {
  constructor(private readonly history: History) {}

  @Get()
  @ApiOperation({
    summary: 'What a partner sees, or saw at a moment',
    description: 'Tokens are shown by their days only.',
  })
  @ApiQueryOf(VisibleQuery, { limit: '100', partner: EXAMPLE.provider, at: EXAMPLE.asOf })
  @ApiAnswer(200, VisibleDefinitions, 'A page of definitions', {
    partnerId: EXAMPLE.provider,
    asOf: EXAMPLE.asOf,
    items: [DEFINITION],
  })
  @ApiProblems('not-found', 'before-retention')
  async read(@Query(schemaQuery(VisibleQuery)) query: VisibleQuery): Promise<VisibleDefinitions> {
    const viewer = query.partner as PartnerId;
    const at = query.at === undefined ? undefined : parseMoment(query.at, 'at');
    const page = await this.history.page(viewer, at, limitOf(query), pageStart(query));
    const items = page.items.map(toVisibleDefinition);
    return { partnerId: viewer, asOf: formatRevision(page.asOf), items, ...nextOf(page.next) };
  }
}

function pageStart({ next }: VisibleQuery): HistoryPageStart | undefined {
  if (next === undefined) return undefined;
  const kinds = ['number', 'string', 'string', 'string'] as const;
  const [asOf, role, partnerId, backendId] = decodeNext<[Revision, Role, PartnerId, BackendId]>(next, [
    ...kinds,
  ]);
  return { asOf, after: { role, partnerId, backendId } };
}

function nextOf(next: HistoryPageStart | undefined): { next?: string } {
  if (!next) return {};
  const { role, partnerId, backendId } = next.after;
  return { next: encodeNext([next.asOf, role, partnerId, backendId]) };
}

function toVisibleDefinition({
  tokenDays,
  changedAt,
  whitelist,
  blacklist,
  ...rest
}: UndisclosedDefinition): VisibleDefinition {
  return {
    ...rest,
    whitelist: [...whitelist],
    blacklist: [...blacklist],
    tokenDays: [...tokenDays],
    changedAt: formatRevision(changedAt),
  };
}
