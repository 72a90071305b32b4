import { randomBytes } from 'node:crypto';
import { day } from '../days.js';

export const OPERATOR_BACKEND = { backendId: 'cms-1', url: 'https://cms.stadtwerke.example/ochp-direct' };
export const OTHER_OPERATOR_BACKEND = { backendId: 'cms-1', url: 'https://direct.nordlicht.example' };
export const PROVIDER_BACKEND = { backendId: 'mdm-1', url: 'https://mdm.emobil.example/ochp-direct' };

/** What a partner states of a backend: a SOAP server that answers for all IDs of one beginning, and today's token. */
export function publication(url: string, pattern: string) {
  return {
    url,
    namespaceUrl: 'http://ochp.eu/1.4',
    binding: 'soap',
    whitelist: [pattern],
    tokens: [{ accessToken: newToken(), validDate: day() }],
  };
}

/** Access tokens are their owner's to make. */
export function newToken(): string {
  return randomBytes(18).toString('base64url');
}
