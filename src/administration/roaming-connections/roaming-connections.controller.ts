import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../audit/index.js';
import { Acting, For } from '../../http/authentication/index.js';
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
import { DescribeAllRoamingConnections } from './roaming-connections.openapi.js';

/** Clearing-house staff set and end connections on behalf of operators. */
@For('admin')
@DescribeAllRoamingConnections.all()
@Controller('v1/admin/roaming-connections')
export class AllRoamingConnectionsController {
  constructor(
    private readonly connections: RoamingConnectionsService,
    private readonly reader: RoamingConnectionReader,
  ) {}

  @Get()
  @DescribeAllRoamingConnections.list()
  async list(@Query(schemaQuery(PageQuery)) query: PageQuery): Promise<RoamingConnections> {
    const limit = limitOf(query);
    return toConnectionPage(await this.reader.listAll(limit + 1, afterConnection(query)), limit);
  }

  @Put(':operatorPartnerId/:providerPartnerId')
  @DescribeAllRoamingConnections.set()
  async set(
    @Param('operatorPartnerId') operatorPartnerId: PartnerId,
    @Param('providerPartnerId') providerPartnerId: PartnerId,
    @Acting() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoamingConnectionBody> {
    const { connection, created } = await this.connections.setOnBehalf(
      { operatorPartnerId, providerPartnerId },
      actor,
    );
    reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return toConnectionBody(connection);
  }

  @Delete(':operatorPartnerId/:providerPartnerId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @DescribeAllRoamingConnections.end()
  async end(
    @Param('operatorPartnerId') operatorPartnerId: PartnerId,
    @Param('providerPartnerId') providerPartnerId: PartnerId,
    @Acting() actor: Actor,
  ): Promise<void> {
    await this.connections.endOnBehalf({ operatorPartnerId, providerPartnerId }, actor);
  }
}
