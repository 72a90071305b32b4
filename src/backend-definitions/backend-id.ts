/** A partner's own name for one of its backends; unique per partner and role. */
export type BackendId = string & { readonly kind: 'backend ID' };

export const BACKEND_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export function isBackendId(text: string): text is BackendId {
  return BACKEND_ID.test(text);
}
