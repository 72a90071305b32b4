/** An EVSE-ID without the separators around the operator; those inside the outlet part belong to the ID. */
export type EvseId = string & { readonly kind: 'EVSE-ID' };

/** `DE*8AA*E45B*78C`, `DE8AA*E45B*78C` or `DE8AAE45B*78C`: where the first separator is set, the second must be too. */
export const EVSE_ID =
  /^(?:[A-Za-z]{2}\*[A-Za-z0-9]{3}\*|[A-Za-z]{2}[A-Za-z0-9]{3}\*?)[Ee][A-Za-z0-9][A-Za-z0-9*]{0,30}$/;

/** The form that patterns are written in; the text must match {@link EVSE_ID}. Letters stay as written: EVSE-IDs are case-sensitive. */
export function toEvseId(text: string): EvseId {
  return text.replace(/^(..)\*?(...)\*?/, '$1$2') as EvseId;
}
