import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiAnswer,
  ApiCredentials,
  ApiProblems,
  ApiQueryOf,
  EXAMPLE,
  EXAMPLE_OPERATOR_DEFINITION,
  EXAMPLE_PROVIDER_DEFINITION,
} from '../../http/openapi/index.js';
import { ResolvedBackend } from '../definition.dto.js';
import { ResolveContractQuery, ResolveEvseQuery } from './resolve.dto.js';

const RULES =
  'The longest matching whitelist pattern wins (`%` not counted), a matching blacklist pattern excludes the definition, a ' +
  'tie goes to the definition that changed last. `token` is that of the current UTC day or, where there is none, one whose ' +
  'window is open all the same.';

/** What the documentation says of resolving IDs. */
export const DescribeResolve = {
  all: (): ClassDecorator => applyDecorators(ApiTags('See'), ApiCredentials()),

  evse: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'Which backend answers for an EVSE-ID', description: RULES }),
      ApiQueryOf(ResolveEvseQuery, { evseId: EXAMPLE.evseId, binding: 'soap' }),
      ApiAnswer(200, ResolvedBackend, 'The responsible backend', answer(EXAMPLE_OPERATOR_DEFINITION)),
      ApiProblems('not-found'),
    ),

  contract: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'Which backend answers for a Contract-ID', description: RULES }),
      ApiQueryOf(ResolveContractQuery, { contractId: EXAMPLE.contractId, binding: 'json' }),
      ApiAnswer(200, ResolvedBackend, 'The responsible backend', answer(EXAMPLE_PROVIDER_DEFINITION)),
      ApiProblems('not-found'),
    ),
};

function answer(definition: typeof EXAMPLE_OPERATOR_DEFINITION): ResolvedBackend {
  const { partnerId, backendId, url, namespaceUrl, changedAt, whitelist, tokens } = definition;
  const binding = definition.binding as ResolvedBackend['binding'];
  const [pattern = ''] = whitelist;
  return {
    partnerId,
    backendId,
    url,
    namespaceUrl,
    binding,
    pattern,
    token: tokens[0],
    changedAt,
    asOf: EXAMPLE.asOf,
  };
}
