import { applyDecorators, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { BACKEND_ID } from '../../backend-definitions/index.js';
import { CALENDAR_DAY } from '../../http/json-schema/index.js';
import {
  ApiAnswer,
  ApiCredentials,
  ApiJsonBody,
  ApiPathParameter,
  ApiProblems,
  ApiQueryOf,
  BODY_PROBLEMS,
  EXAMPLE,
  EXAMPLE_OPERATOR_DEFINITION,
  EXAMPLE_OPERATOR_PUBLICATION,
  EXAMPLE_PROVIDER_DEFINITION,
  EXAMPLE_PROVIDER_PUBLICATION,
} from '../../http/openapi/index.js';
import { PageQuery } from '../../http/paging/index.js';
import type { Role } from '../../partners/index.js';
import { AccessTokenBody } from '../daily-token.dto.js';
import { BackendDefinitionBody } from '../definition.dto.js';
import { OwnBackends } from './own-backends.dto.js';

const PUBLICATIONS = { operator: EXAMPLE_OPERATOR_PUBLICATION, provider: EXAMPLE_PROVIDER_PUBLICATION };
const DEFINITIONS = { operator: EXAMPLE_OPERATOR_DEFINITION, provider: EXAMPLE_PROVIDER_DEFINITION };

/** What the documentation says of a partner's own backends. */
export class DescribeOwnBackends {
  constructor(
    private readonly role: Role,
    private readonly publication: Type,
  ) {}

  all(): ClassDecorator {
    return applyDecorators(ApiTags('Publish'), ApiCredentials());
  }

  list(): MethodDecorator {
    return applyDecorators(
      ApiOperation({ summary: `List your ${this.role} backends` }),
      ApiQueryOf(PageQuery, { limit: '100' }),
      ApiAnswer(200, OwnBackends, 'A page of your definitions', { items: [DEFINITIONS[this.role]] }),
      ApiProblems(),
    );
  }

  read(): MethodDecorator {
    return applyDecorators(
      ApiOperation({ summary: `Read one of your ${this.role} backends` }),
      this.backendId(),
      this.definition(200, 'The definition'),
      ApiProblems('not-found'),
    );
  }

  publish(): MethodDecorator {
    return applyDecorators(
      ApiOperation({
        summary: `Publish one of your ${this.role} backends`,
        description:
          'States the definition in full. Stating what is already there changes nothing, and makes no revision. Tokens ' +
          'that are over may be left out.',
      }),
      this.backendId(),
      ApiJsonBody(this.publication, PUBLICATIONS[this.role]),
      this.definition(200, 'The definition, which was there before'),
      this.definition(201, 'The definition, which is new'),
      ApiProblems('role-required', 'invalid-id', 'token-in-use', ...BODY_PROBLEMS),
    );
  }

  setToken(): MethodDecorator {
    return applyDecorators(
      ApiOperation({
        summary: 'Set the token of one day',
        description:
          'Adds the token, or replaces the one of that day; everything else stays. The small way to rotate.',
      }),
      this.backendId(),
      ApiPathParameter('validDate', 'the UTC day', EXAMPLE.day, CALENDAR_DAY),
      ApiJsonBody(AccessTokenBody, { accessToken: EXAMPLE.newAccessToken }),
      this.definition(200, 'The definition with the token'),
      ApiProblems('not-found', 'role-required', 'token-in-use', ...BODY_PROBLEMS),
    );
  }

  withdraw(): MethodDecorator {
    return applyDecorators(
      ApiOperation({
        summary: `Withdraw one of your ${this.role} backends`,
        description: 'May be repeated.',
      }),
      this.backendId(),
      ApiResponse({ status: 204, description: 'There is no such definition (any more)' }),
      ApiProblems('role-required', ...BODY_PROBLEMS),
    );
  }

  private backendId(): MethodDecorator {
    const example = DEFINITIONS[this.role].backendId;
    const description =
      'your name for the backend: small letters, digits, dot, hyphen and underscore, up to 63';
    return ApiPathParameter('backendId', description, example, BACKEND_ID);
  }

  private definition(status: number, description: string): MethodDecorator {
    return ApiAnswer(status, BackendDefinitionBody, description, DEFINITIONS[this.role]);
  }
}
