/** A Contract-ID (EMAID) in capitals, without hyphens and without its check digit. */
export type ContractId = string & { readonly kind: 'Contract-ID' };

/** `DE-8AA-CA2B3C4D5-N` or `DE8AACA2B3C4D5N`: hyphens in all places or in none, check digit or not, any case. */
export const CONTRACT_ID =
  /^[A-Za-z]{2}(?:-[A-Za-z0-9]{3}-[A-Za-z0-9]{9}(?:-[A-Za-z0-9])?|[A-Za-z0-9]{3}[A-Za-z0-9]{9}[A-Za-z0-9]?)$/;

const LENGTH_WITHOUT_CHECK_DIGIT = 14;

/**
 * The form that is compared with patterns, which have no check digit either; the text must match {@link CONTRACT_ID}.
 * The check digit is not verified: a wrong one is the provider's to refuse.
 */
export function toContractId(text: string): ContractId {
  return text.replaceAll('-', '').toUpperCase().slice(0, LENGTH_WITHOUT_CHECK_DIGIT) as ContractId;
}
