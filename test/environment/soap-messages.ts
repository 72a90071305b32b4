import type { Role } from '../../src/partners/index.js';
import { escapeXml } from './xml.js';

/** The registry's own operations for the definitions of one role. */
export function soapOperations(role: Role): { readonly update: string; readonly getUpdates: string } {
  const name = role === 'operator' ? 'Operator' : 'Provider';
  return { update: `Update${name}BackendDefinition`, getUpdates: `Get${name}BackendDefinitionUpdates` };
}

/** What of a publication is told alike by all bindings. */
export interface StatedBackend {
  readonly url: string;
  readonly namespaceUrl: string;
  readonly whitelist: readonly string[];
  readonly blacklist?: readonly string[];
  readonly tokens: readonly { readonly accessToken: string; readonly validDate: string }[];
}

/** An element of a message, by the prefix `m`: of a text, or of others already written. */
export function messageElement(name: string, content: string): string {
  return `<m:${name}>${content}</m:${name}>`;
}

/** `backendDefinition` of an update; without an ID, it is named by where it is. */
export function statedDefinition(backend: StatedBackend, backendId?: string): string {
  const tokens = backend.tokens.map((token) => messageElement('token', tokenElements(token)));
  return messageElement(
    'backendDefinition',
    [
      backendId === undefined ? '' : text('backendId', backendId),
      endpointElements(backend),
      ...tokens,
      patternElements(backend),
    ].join(''),
  );
}

/** The elements of AddServiceEndpoints: one for each token. */
export function addedEndpoints(role: Role, backend: StatedBackend): string {
  return backend.tokens
    .map((token) =>
      messageElement(
        `${role}EndpointArray`,
        endpointElements(backend) + tokenElements(token) + patternElements(backend),
      ),
    )
    .join('');
}

export function withdrawnBackend(backendId: string): string {
  return messageElement('removedBackendDefinition', text('backendId', backendId));
}

function endpointElements({ url, namespaceUrl }: StatedBackend): string {
  return text('url', url) + text('namespaceUrl', namespaceUrl);
}

function tokenElements({ accessToken, validDate }: StatedBackend['tokens'][number]): string {
  return text('accessToken', accessToken) + text('validDate', validDate);
}

function patternElements({ whitelist, blacklist = [] }: StatedBackend): string {
  const list = (name: string, patterns: readonly string[]) => patterns.map((pattern) => text(name, pattern));
  return [...list('whitelist', whitelist), ...list('blacklist', blacklist)].join('');
}

function text(name: string, value: string): string {
  return messageElement(name, escapeXml(value));
}
