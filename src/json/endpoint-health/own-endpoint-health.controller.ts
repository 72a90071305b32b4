import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EndpointHealthReader } from '../../endpoint-health/index.js';
import { CallingPartner, For } from '../../http/authentication/index.js';
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
import type { PartnerId } from '../../partners/index.js';

/** A partner sees how its own endpoints are. */
@For('partner')
@ApiTags('Publish')
@ApiCredentials()
@Controller('v1/self/endpoint-health')
export class OwnEndpointHealthController {
  constructor(private readonly reader: EndpointHealthReader) {}

  @Get()
  @ApiOperation({
    summary: 'How your own endpoints are',
    description:
      'Whether a token is missing is always known; what probes found, only where the clearing house has set the registry ' +
      'to probe, and since your definition has its URL. Probes ask by HEAD, without credentials, and take any answer for ' +
      'a good one.',
  })
  @ApiQueryOf(EndpointHealthQuery, { limit: '100', state: 'stale' })
  @ApiAnswer(200, EndpointHealthPage, 'A page of your endpoints', { items: [EXAMPLE_ENDPOINT_HEALTH] })
  @ApiProblems()
  async list(
    @CallingPartner() self: PartnerId,
    @Query(schemaQuery(EndpointHealthQuery)) query: EndpointHealthQuery,
  ): Promise<EndpointHealthPage> {
    return toHealthPage(await this.reader.listOf(self, healthRequest(query)), query);
  }
}
