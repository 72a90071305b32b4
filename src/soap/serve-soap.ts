import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerError, HttpError, reportError } from '../http/problem-details/index.js';
import { RegistryError } from '../registry-error/index.js';
import { askedDocument, contractDocument } from './contract/contract-documents.js';
import { endpointAddress, SOAP_PATH } from './endpoint-address.js';
import { SoapFault } from './envelope/soap-fault.js';
import { SoapEndpoint } from './soap-endpoint.js';
import { decodeMessage } from './text-encoding.js';

/** The longest message that is read, in bytes: XML takes more room than JSON for the same. */
export const MESSAGE_LIMIT = 512 * 1024;

const XML = 'text/xml; charset=utf-8';

/**
 * Serves the SOAP binding: messages by POST, the contract by GET. It has a scope of its own on the HTTP server, since
 * it reads bodies and tells errors unlike the rest; who calls is told by the message. What the server does for every
 * request (limits, request IDs, logs, stopping) it does here, too.
 */
export async function serveSoap(app: NestFastifyApplication): Promise<void> {
  const endpoint = app.get(SoapEndpoint, { strict: false });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  await fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: MESSAGE_LIMIT },
      (_request, body, parsed) => parsed(null, body),
    );
    scope.setErrorHandler(answerFault);
    scope.post(SOAP_PATH, (request, reply) => answerMessage(endpoint, request, reply));
    scope.get(SOAP_PATH, answerContract);
    done();
  });
}

async function answerMessage(
  endpoint: SoapEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const {
    authorization,
    'content-encoding': compression = 'identity',
    'content-type': type,
  } = request.headers;
  if (compression.toLowerCase() !== 'identity')
    throw new SoapFault('Client', 'The body must not be compressed.', 'unsupported-media-type');
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const raw = { text: decodeMessage(bytes, type), authorization };
  return reply.type(XML).send(await endpoint.answer(raw, request));
}

function answerContract(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const name = askedDocument(request.query as Record<string, unknown>);
  if (!name)
    throw new RegistryError(
      'not-found',
      `Send SOAP messages here by POST. The WSDL is at ${SOAP_PATH}?wsdl.`,
    );
  return reply.type(XML).send(contractDocument(name, endpointAddress(request)));
}

/** Who reads the contract by GET is no SOAP client, and gets problem details like everybody else. */
function answerFault(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (request.method !== 'POST') return answerError(error, request, reply);
  const fault = error instanceof SoapFault ? error : faultOf(error, request);
  request.outcome = `fault ${fault.faultCode}`;
  if (error instanceof HttpError) void reply.headers(error.headers);
  void reply.code(500).type(XML).send(fault.toXml());
}

/** What the server itself refuses, before there is a message. */
function faultOf(error: unknown, request: FastifyRequest): SoapFault {
  const { status, type, detail } = reportError(error, request).problem;
  const code = type.split(':').at(-1);
  return new SoapFault(status >= 500 ? 'Server' : 'Client', IN_WORDS_OF_SOAP[status] ?? detail, code);
}

/** Where the words that the rest of the service has are about JSON, or say too little. */
const IN_WORDS_OF_SOAP: Readonly<Record<number, string>> = {
  413: `A message must not be longer than ${MESSAGE_LIMIT} bytes.`,
  415: 'The Content-Type must be text/xml.',
};
