import { createHash } from 'node:crypto';
import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RegistryError } from '../../registry-error/index.js';
import { Public } from '../authentication/index.js';
import { DRAFT_04, schemaId } from './json-schema.js';
import { schemaCatalogue } from './schema-catalogue.js';
import type { SchemaList } from './schema-list.js';

const ONE_HOUR = 'public, max-age=3600';
const text = { type: 'string' as const };
const ETAG = { headers: { ETag: { description: 'names this text of the schema', schema: text } } };
const LIST = {
  'application/json': {
    schema: { $ref: '#/components/schemas/SchemaList' },
    example: { items: [{ name: 'problem', path: '/v1/schemas/problem.json' }] },
  },
};
const SCHEMA = {
  'application/schema+json': {
    schema: { type: 'object' as const, additionalProperties: true },
    example: { $schema: DRAFT_04, id: schemaId('self'), title: 'Self', type: 'object' },
  },
};
const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Serves the published schemas to anybody: they describe the interface, and hold nobody's data. */
@Public()
@ApiTags('Schemas')
@Controller('v1/schemas')
export class SchemasController {
  @Get()
  @ApiOperation({ summary: 'List the schemas', security: [] })
  @ApiOkResponse({ description: 'Names and paths', content: LIST })
  @Header('Cache-Control', ONE_HOUR)
  list(): SchemaList {
    return { items: schemaCatalogue.names().map((name) => ({ name, path: `/v1/schemas/${name}.json` })) };
  }

  @Get(':name.json')
  @ApiOperation({ summary: 'Read a schema', security: [] })
  @ApiParam({ name: 'name', description: 'the name of the schema', schema: text, example: 'problem' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'the `ETag` of an earlier answer', schema: text })
  @ApiOkResponse({ description: 'The schema, draft-04', ...ETAG, content: SCHEMA })
  @ApiResponse({ status: 304, description: 'Not changed since that answer', ...ETAG })
  @ApiNotFoundResponse({ description: 'No schema has this name', content: PROBLEM_CONTENT })
  read(
    @Param('name') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const text = JSON.stringify(documentOf(name));
    const tag = `W/"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.header('ETag', tag).header('Cache-Control', ONE_HOUR);
    if (known?.includes(tag)) void reply.code(304).send();
    else void reply.type('application/schema+json').send(Buffer.from(text));
  }
}

function documentOf(name: string): object {
  const document = schemaCatalogue.document(name);
  if (!document) throw new RegistryError('not-found', 'There is no schema of this name.');
  return document;
}
