import type { BackendDefinition, DailyToken } from '../../backend-definitions/index.js';
import type { Identified } from '../../change-feed/index.js';
import { formatRevision, type Revision } from '../../database/index.js';
import { element } from '../envelope/xml-text.js';
import { patternElements } from './patterns.js';

/** `backendDefinition` as others see it. @param tokens those that are not over */
export function definitionElement(definition: BackendDefinition, tokens: readonly DailyToken[]): string {
  const { url, namespaceUrl, changedAt } = definition;
  return [
    '<backendDefinition>',
    identityElements(definition),
    element('url', url) + element('namespaceUrl', namespaceUrl),
    ...tokens.map((token) => `<token>${tokenElements(token)}</token>`),
    momentElement('changedAt', changedAt),
    patternElements(definition),
    '</backendDefinition>',
  ].join('');
}

export function removedElement(identity: Identified): string {
  return `<removedBackendDefinition>${identityElements(identity)}</removedBackendDefinition>`;
}

export function tokenElements({ accessToken, validDate }: DailyToken): string {
  return element('accessToken', accessToken) + element('validDate', validDate);
}

/** A time, in OCHP's way: an element that holds one named `DateTime`. */
export function momentElement(name: string, revision: Revision): string {
  return `<${name}>${element('DateTime', formatRevision(revision))}</${name}>`;
}

function identityElements({ partnerId, backendId }: Identified): string {
  return element('partnerId', partnerId) + element('backendId', backendId);
}
