import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiCredentials, ApiProblems } from '../http/openapi/index.js';

const EXAMPLE = `# HELP ochp_direct_registry_waiting_polls Polls with a wait that are held until there is something new for their callers.
# TYPE ochp_direct_registry_waiting_polls gauge
ochp_direct_registry_waiting_polls 12
`;

/** What the documentation says of the metrics. */
export const DescribeMetrics = {
  all: (): ClassDecorator => applyDecorators(ApiTags('Health'), ApiCredentials()),

  read: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({
        summary: 'Read the metrics',
        description:
          'In the text format of Prometheus, for clearing-house staff. Not here where they have an address of their ' +
          'own (`METRICS_ADDRESS`).',
      }),
      ApiResponse({
        status: 200,
        description: 'The metrics of the whole service',
        content: { 'text/plain': { schema: { type: 'string' }, example: EXAMPLE } },
      }),
      ApiProblems(),
    ),
};
