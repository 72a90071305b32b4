/** A roaming partner's name in the registry, given by the clearing house. */
export type PartnerId = string & { readonly kind: 'partner ID' };

export const PARTNER_ID = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export function isPartnerId(text: string): text is PartnerId {
  return PARTNER_ID.test(text);
}
