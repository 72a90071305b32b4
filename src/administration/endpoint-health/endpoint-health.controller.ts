import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EndpointHealthReader } from '../../endpoint-health/index.js';
import { For } from '../../http/authentication/index.js';
import {
  EndpointHealthPage,
  EndpointHealthQuery,
  healthRequest,
  toHealthPage,
} from '../../http/bodies/index.js';
import { schemaQuery } from '../../http/json-schema/index.js';
import {
  ApiAnswer,
  ApiCredentials,
  ApiProblems,
  ApiQueryOf,
  EXAMPLE_ENDPOINT_HEALTH,
} from '../../http/openapi/index.js';

/** Clearing-house staff see which endpoints are stale or can't be reached. */
@For('admin')
@ApiTags('Administration')
@ApiCredentials()
@Controller('v1/admin/endpoint-health')
export class EndpointHealthController {
  constructor(private readonly reader: EndpointHealthReader) {}

  @Get()
  @ApiOperation({
    summary: 'How the endpoints of all partners are',
    description:
      'Of the definitions of admitted partners. Whether a token is missing is always known; what probes found, only where ' +
      'the registry is set to probe.',
  })
  @ApiQueryOf(EndpointHealthQuery, { limit: '100', state: 'unreachable' })
  @ApiAnswer(200, EndpointHealthPage, 'A page of endpoints', { items: [EXAMPLE_ENDPOINT_HEALTH] })
  @ApiProblems()
  async list(
    @Query(schemaQuery(EndpointHealthQuery)) query: EndpointHealthQuery,
  ): Promise<EndpointHealthPage> {
    return toHealthPage(await this.reader.listAll(healthRequest(query)), query);
  }
}
