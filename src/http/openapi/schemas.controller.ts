import { createHash } from 'node:crypto';
import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RegistryError } from '../../registry-error/index.js';
import { Public } from '../authentication/index.js';
import { schemaCatalogue, type SchemaList } from '../json-schema/index.js';
import { DescribeSchemas } from './schemas.openapi.js';

const ONE_HOUR = 'public, max-age=3600';

/** Serves the published schemas to anybody: they describe the interface, and hold nobody's data. */
@Public()
@DescribeSchemas.all()
@Controller('v1/schemas')
export class SchemasController {
  @Get()
  @DescribeSchemas.list()
  @Header('Cache-Control', ONE_HOUR)
  list(): SchemaList {
    return { items: schemaCatalogue.names().map((name) => ({ name, path: `/v1/schemas/${name}.json` })) };
  }

  @Get(':name.json')
  @DescribeSchemas.read()
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
