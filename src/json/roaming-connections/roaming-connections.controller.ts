import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../audit/index.js';
import { Acting, CallingPartner, For } from '../../http/authentication/index.js';
import {
  afterConnection,
  type RoamingConnectionBody,
  type RoamingConnections,
  toConnectionBody,
  toConnectionPage,
} from '../../http/bodies/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import { limitOf, PageQuery } from '../../http/paging/index.js';
import type { PartnerId } from '../../partners/index.js';
import { RoamingConnectionReader, RoamingConnectionsService } from '../../roaming-connections/index.js';
import { DescribeRoamingConnections } from './roaming-connections.openapi.js';

/** The operator sets and ends its connections; both sides may list those they have. */
@For('partner')
@DescribeRoamingConnections.all()
@Controller('v1/self/roaming-connections')
export class RoamingConnectionsController {
  constructor(
    private readonly connections: RoamingConnectionsService,
    private readonly reader: RoamingConnectionReader,
  ) {}

  @Get()
  @DescribeRoamingConnections.list()
  async list(
    @CallingPartner() self: PartnerId,
    @Query(schemaQuery(PageQuery)) query: PageQuery,
  ): Promise<RoamingConnections> {
    const limit = limitOf(query);
    return toConnectionPage(await this.reader.listOf(self, limit + 1, afterConnection(query)), limit);
  }

  @Put(':partnerId')
  @DescribeRoamingConnections.set()
  async set(
    @CallingPartner() operatorPartnerId: PartnerId,
    @Param('partnerId') providerPartnerId: string,
    @Acting() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoamingConnectionBody> {
    const pair = { operatorPartnerId, providerPartnerId: providerPartnerId as PartnerId };
    const { connection, created } = await this.connections.setAsOperator(pair, actor);
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return toConnectionBody(connection);
  }

  @Delete(':partnerId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeRoamingConnections.end()
  async end(
    @CallingPartner() operatorPartnerId: PartnerId,
    @Param('partnerId') providerPartnerId: string,
    @Acting() actor: Actor,
  ): Promise<void> {
    const pair = { operatorPartnerId, providerPartnerId: providerPartnerId as PartnerId };
    await this.connections.endAsOperator(pair, actor);
  }
}
