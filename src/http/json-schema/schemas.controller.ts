import { createHash } from 'node:crypto';
import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import {
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
import { schemaCatalogue } from './schema-catalogue.js';
import type { SchemaList } from './schema-list.js';

const ONE_HOUR = 'public, max-age=3600';
const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Serves the published schemas to anybody: they describe the interface, and hold nobody's data. */
@Public()
@ApiTags('Schemas')
@Controller('v1/schemas')
export class SchemasController {
  @Get()
  @ApiOperation({ summary: 'List the schemas', security: [] })
  @ApiOkResponse({ description: 'Names and paths', schema: { $ref: '#/components/schemas/SchemaList' } })
  @Header('Cache-Control', ONE_HOUR)
  list(): SchemaList {
    return { items: schemaCatalogue.names().map((name) => ({ name, path: `/v1/schemas/${name}.json` })) };
  }

  @Get(':file')
  @ApiOperation({ summary: 'Read a schema', security: [] })
  @ApiParam({ name: 'file', description: 'The name of the schema, and `.json`', example: 'problem.json' })
  @ApiOkResponse({
    description: 'The schema',
    content: { 'application/schema+json': { schema: { type: 'object' } } },
  })
  @ApiResponse({ status: 304, description: 'Not changed since the ETag in `If-None-Match`' })
  @ApiNotFoundResponse({ description: 'No schema has this name', content: PROBLEM_CONTENT })
  read(
    @Param('file') file: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const text = JSON.stringify(documentOf(file));
    const tag = `W/"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.header('ETag', tag).header('Cache-Control', ONE_HOUR);
    if (known?.includes(tag)) void reply.code(304).send();
    else void reply.type('application/schema+json').send(Buffer.from(text));
  }
}

function documentOf(file: string): object {
  const document = file.endsWith('.json') && schemaCatalogue.document(file.slice(0, -'.json'.length));
  if (!document) throw new RegistryError('not-found', 'There is no schema of this name.');
  return document;
}
