import type { Readable } from 'node:stream';
import { Controller, Get, HttpStatus, Query, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Calling, CallingPartner, type CallingWith, For } from '../../http/authentication/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { PageQuery } from '../../http/paging/index.js';
import { named } from '../../http/openapi/index.js';
import type { PartnerId, Role } from '../../partners/index.js';
import { BackendPages } from './backend-pages.js';
import { DescribeBackends } from './backends.openapi.js';
import { type BackendSnapshot, type BackendUpdates, UpdatesQuery } from './backends.dto.js';
import { HeldUpdates } from './held-updates.js';
import { asksForEvents } from './server-sent-events.js';
import { Unchanged } from './unchanged.js';
import { UpdateStream } from './update-stream.js';

/** What a partner may see: `/v1/operator-backends` and `/v1/provider-backends`. */
function backendsController(role: Role): Type {
  const describe = new DescribeBackends(role);

  @For('partner')
  @describe.all()
  @Controller(`v1/${role}-backends`)
  class BackendsController {
    constructor(
      private readonly pages: BackendPages,
      private readonly held: HeldUpdates,
      private readonly stream: UpdateStream,
      private readonly unchanged: Unchanged,
    ) {}

    @Get()
    @describe.snapshot()
    async snapshot(
      @CallingPartner() viewer: PartnerId,
      @Query(schemaQuery(PageQuery)) query: PageQuery,
      @Req() { headers }: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<BackendSnapshot | undefined> {
      const asked = { viewer, role, ifNoneMatch: headers['if-none-match'] };
      const unchanged = query.next === undefined ? await this.unchanged.since(asked) : undefined;
      return bodyUnless(unchanged, reply, () => this.pages.snapshotBody(viewer, role, query));
    }

    @Get('updates')
    @describe.updates()
    async updates(
      @Calling() caller: CallingWith,
      @Query(schemaQuery(UpdatesQuery)) query: UpdatesQuery,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<BackendUpdates | Readable | undefined> {
      if (asksForEvents(request.headers.accept))
        return this.stream.open({ caller, role, query, request, reply });
      const page = await this.held.page(caller, role, query, reply);
      const asked = { viewer: caller.partnerId, role, ifNoneMatch: request.headers['if-none-match'] };
      const unchanged = await this.unchanged.sinceDelta(asked, query, page);
      return bodyUnless(unchanged, reply, () => this.pages.updatesBody(page, query));
    }
  }
  return named(BackendsController, `${role}-backends-controller`);
}

/** The body with its tag; or, where the answer with that tag still holds, nothing but the tag. */
async function bodyUnless<T extends { asOf: string }>(
  unchanged: string | undefined,
  reply: FastifyReply,
  body: () => T | Promise<T>,
): Promise<T | undefined> {
  if (unchanged !== undefined) {
    void reply.status(HttpStatus.NOT_MODIFIED).header('etag', entityTag(unchanged));
    return undefined;
  }
  const answer = await body();
  void reply.header('etag', entityTag(answer.asOf));
  return answer;
}

/** Weak, since the same state may be written differently: compressed, or without tokens that have run out meanwhile. */
function entityTag(asOf: string): string {
  return `W/"${asOf}"`;
}

export const OperatorBackendsController = backendsController('operator');
export const ProviderBackendsController = backendsController('provider');
