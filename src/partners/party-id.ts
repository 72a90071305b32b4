/** An operator ID or a provider ID: country and party, stored in capitals and without separators, `DE8AA`. */
export type PartyId = string & { readonly kind: 'party ID' };

/** The spellings that are accepted: `DE8AA`, `DE*8AA`, `DE-8AA`, in any case. */
export const PARTY_ID = /^[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}$/;

/** How many leading characters of an EVSE-ID, a Contract-ID or a pattern are the party ID. */
export const PARTY_ID_LENGTH = 5;

/** The stored form of a party ID in any accepted spelling; the text must match {@link PARTY_ID}. */
export function toPartyId(text: string): PartyId {
  return text.replace(/[*-]/, '').toUpperCase() as PartyId;
}
