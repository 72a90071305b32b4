import type { FastifyRequest } from 'fastify';

/** Where messages are sent, and the contract is read. */
export const SOAP_PATH = '/soap/ochp-direct';

const HOST = /^(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * The address at which the caller reached the service. A trusted proxy says so in `X-Forwarded-Proto` and
 * `X-Forwarded-Host`; else it is what the caller says itself, by `Host`.
 */
export function endpointAddress(request: FastifyRequest): string {
  const scheme = request.protocol === 'https' ? 'https' : 'http';
  return `${scheme}://${HOST.test(request.host) ? request.host : localHost(request)}${SOAP_PATH}`;
}

function localHost({ socket }: FastifyRequest): string {
  const { localAddress = 'localhost', localPort = 80 } = socket;
  return localAddress.includes(':') ? `[${localAddress}]:${localPort}` : `${localAddress}:${localPort}`;
}
