import { createHash, randomBytes } from 'node:crypto';

/** A partner's own name for one of its backends; unique per partner and role. */
export type BackendId = string & { readonly kind: 'backend ID' };

export const BACKEND_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export function isBackendId(text: string): text is BackendId {
  return BACKEND_ID.test(text);
}

/** The name of a backend that comes without one: the same whenever it comes. */
export function backendIdAt({ url, namespaceUrl }: { url: string; namespaceUrl: string }): BackendId {
  const digest = createHash('sha256').update(`${namespaceUrl} ${url}`).digest('hex');
  return `soap-${digest.slice(0, 16)}` as BackendId;
}

/** A name that nothing bears yet. */
export function anyBackendId(): BackendId {
  return `soap-${randomBytes(16).toString('hex')}` as BackendId;
}
