import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../../version.js';
import { schemaCatalogue } from '../json-schema/index.js';
import { OVERVIEW } from './overview.js';

/** Serves the interface's documentation: `/docs` to read, `/docs/openapi.json` for programs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, describeApi(app), {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'OCHP-direct registry',
    // No validator: it would be asked at a server of others, with the address of this one.
    swaggerOptions: { docExpansion: 'list', tryItOutEnabled: true, validatorUrl: null },
  });
  // Who opens the bare address in a browser is looking for this.
  app
    .getHttpAdapter()
    .getInstance()
    .get('/', (_request, reply) => reply.redirect('/docs'));
}

/** The bodies' schemas are those that requests are checked against and that `/v1/schemas` serves. */
function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, head(), { operationIdFactory });
  const schemas = schemaCatalogue.openApiSchemas() as NonNullable<OpenAPIObject['components']>['schemas'];
  const { contact: _nobody, ...info } = document.info;
  return { ...document, info, components: { ...document.components, schemas } };
}

function head(): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setTitle('OCHP-direct registry')
    .setDescription(OVERVIEW)
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBasicAuth({
      type: 'http',
      scheme: 'basic',
      description: 'Partner ID and secret; staff: `admin` and the admin secret.',
    })
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'opaque',
      description: 'The secret alone.',
    })
    .addTag('See', 'What a partner may see of others')
    .addTag('Publish', 'A partner’s own backends')
    .addTag('Connect', 'Roaming connections')
    .addTag('Self', 'Who the caller is')
    .addTag('Administration', 'For clearing-house staff')
    .addTag('Schemas', 'JSON Schema draft-04 of every body')
    .addTag('Health', 'Is the service well')
    .build();
}

function operationIdFactory(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}.${method}`;
}
