import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RoamingConnectionBody, RoamingConnections } from '../../http/bodies/index.js';
import {
  ApiAnswer,
  ApiCredentials,
  ApiPathParameter,
  ApiProblems,
  ApiQueryOf,
  BODY_PROBLEMS,
  EXAMPLE,
} from '../../http/openapi/index.js';
import { PageQuery } from '../../http/paging/index.js';
import { PARTNER_ID } from '../../partners/index.js';

const CONNECTION = {
  operatorPartnerId: EXAMPLE.operator,
  providerPartnerId: EXAMPLE.provider,
  setAt: EXAMPLE.changedAt,
};

/** What the documentation says of the connections of all partners. */
export const DescribeAllRoamingConnections = {
  all: (): ClassDecorator => applyDecorators(ApiTags('Administration'), ApiCredentials()),

  list: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'List all roaming connections' }),
      ApiQueryOf(PageQuery, { limit: '100' }),
      ApiAnswer(200, RoamingConnections, 'A page of connections', { items: [CONNECTION] }),
      ApiProblems(),
    ),

  set: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'Set a roaming connection on behalf of the operator',
        description: 'Takes no body; may be repeated.',
      }),
      pair(),
      ApiAnswer(200, RoamingConnectionBody, 'The connection, which was there before', CONNECTION),
      ApiAnswer(201, RoamingConnectionBody, 'The connection, which is new', CONNECTION),
      ApiProblems('not-found', ...BODY_PROBLEMS),
    ),

  end: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'End a roaming connection on behalf of the operator',
        description: 'May be repeated.',
      }),
      pair(),
      ApiResponse({ status: 204, description: 'There is no such connection (any more)' }),
      ApiProblems(...BODY_PROBLEMS),
    ),
};

function pair(): MethodDecorator {
  return applyDecorators(
    ApiPathParameter('operatorPartnerId', 'the operator', EXAMPLE.operator, PARTNER_ID),
    ApiPathParameter('providerPartnerId', 'the provider', EXAMPLE.provider, PARTNER_ID),
  );
}
