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

/** What the documentation says of a partner's roaming connections. */
export const DescribeRoamingConnections = {
  all: (): ClassDecorator => applyDecorators(ApiTags('Connect'), ApiCredentials()),

  list: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'List your roaming connections',
        description: 'Those you set as an operator, and those that operators set with you as a provider.',
      }),
      ApiQueryOf(PageQuery, { limit: '100' }),
      ApiAnswer(200, RoamingConnections, 'A page of your connections', { items: [CONNECTION] }),
      ApiProblems(),
    ),

  set: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'Let a provider use your charge points',
        description: 'From now on each sees the backends of the other. Takes no body; may be repeated.',
      }),
      provider(),
      ApiAnswer(200, RoamingConnectionBody, 'The connection, which was there before', CONNECTION),
      ApiAnswer(201, RoamingConnectionBody, 'The connection, which is new', CONNECTION),
      ApiProblems('role-required', 'not-found', ...BODY_PROBLEMS),
    ),

  end: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'End a roaming connection',
        description:
          'From now on neither sees the other; the next poll removes what was seen. May be repeated.',
      }),
      provider(),
      ApiResponse({ status: 204, description: 'There is no such connection (any more)' }),
      ApiProblems('role-required', ...BODY_PROBLEMS),
    ),
};

function provider(): MethodDecorator {
  return ApiPathParameter('partnerId', 'the partner ID of the provider', EXAMPLE.provider, PARTNER_ID);
}
