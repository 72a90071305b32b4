import { Controller, Get, Headers, HttpStatus, Query, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CallingPartner, For } from '../../http/authentication/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { PageQuery } from '../../http/paging/index.js';
import { named } from '../../http/openapi/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { BackendPages } from './backend-pages.js';
import { DescribeBackends } from './backends.openapi.js';
import { type BackendSnapshot, type BackendUpdates, UpdatesQuery } from './backends.dto.js';
import { Unchanged } from './unchanged.js';

/** What a partner may see: `/v1/operator-backends` and `/v1/provider-backends`. */
function backendsController(role: Role): Type {
  const describe = new DescribeBackends(role);

  @For('partner')
  @describe.all()
  @Controller(`v1/${role}-backends`)
  class BackendsController {
    constructor(
      private readonly pages: BackendPages,
      private readonly unchanged: Unchanged,
    ) {}

    @Get()
    @describe.snapshot()
    async snapshot(
      @CallingPartner() viewer: PartnerId,
      @Query(schemaQuery(PageQuery)) query: PageQuery,
      @Headers('if-none-match') ifNoneMatch: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<BackendSnapshot | undefined> {
      if (await this.isUnchanged(viewer, query, ifNoneMatch, reply)) return undefined;
      return tagged(reply, await this.pages.snapshotBody(viewer, role, query));
    }

    @Get('updates')
    @describe.updates()
    async updates(
      @CallingPartner() viewer: PartnerId,
      @Query(schemaQuery(UpdatesQuery)) query: UpdatesQuery,
      @Headers('if-none-match') ifNoneMatch: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<BackendUpdates | undefined> {
      const updates = await this.pages.updatesBody(viewer, role, query);
      if (await this.isUnchanged(viewer, query, ifNoneMatch, reply)) return undefined;
      return tagged(reply, updates);
    }

    /** Only first pages can be unchanged: the later ones belong to the state that the first was of. */
    private async isUnchanged(
      viewer: PartnerId,
      query: PageQuery,
      ifNoneMatch: string | undefined,
      reply: FastifyReply,
    ) {
      const asOf = query.next === undefined && (await this.unchanged.since(viewer, role, ifNoneMatch));
      if (asOf) reply.status(HttpStatus.NOT_MODIFIED).header('etag', entityTag(asOf));
      return Boolean(asOf);
    }
  }
  return named(BackendsController, `${role}-backends-controller`);
}

function tagged<T extends { asOf: string }>(reply: FastifyReply, body: T): T {
  reply.header('etag', entityTag(body.asOf));
  return body;
}

/** Weak, since the same state may be written differently: compressed, or without tokens that have run out meanwhile. */
function entityTag(asOf: string): string {
  return `W/"${asOf}"`;
}

export const OperatorBackendsController = backendsController('operator');
export const ProviderBackendsController = backendsController('provider');
