import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DRAFT_04, schemaId, SchemaList } from '../json-schema/index.js';
import { ApiAnswer } from './api-answer.js';
import { ApiConditional } from './api-conditional.js';
import { ApiPathParameter } from './api-path-parameter.js';
import { ApiOnlyProblems } from './api-problems.js';
import { headersNamed } from './headers.js';

const LIST = { items: [{ name: 'problem', path: '/v1/schemas/problem.json' }] };
const SCHEMA = {
  schema: { type: 'object' as const, additionalProperties: true },
  example: { $schema: DRAFT_04, id: schemaId('self'), title: 'Self', type: 'object' },
};

/** What the documentation says of the schemas. */
export const DescribeSchemas = {
  all: () => ApiTags('Schemas'),

  list: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'List the schemas', security: [] }),
      ApiAnswer(200, SchemaList, 'Names and paths', LIST),
    ),

  read: (): MethodDecorator =>
    applyDecorators(
      ApiOperation({ summary: 'Read a schema', security: [] }),
      ApiPathParameter('name', 'the name of the schema', 'problem'),
      ApiResponse({
        status: 200,
        description: 'The schema, draft-04',
        ...headersNamed('ETag'),
        content: { 'application/schema+json': SCHEMA },
      }),
      ApiConditional('Not changed since that answer'),
      ApiOnlyProblems('not-found'),
    ),
};
