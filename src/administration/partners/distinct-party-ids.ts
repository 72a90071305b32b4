import { type PartyId, toPartyId } from '../../partners/index.js';
import { RegistryError } from '../../registry-error/index.js';

/**
 * Party IDs in their stored form. The same one in two spellings (`DE*8AA`, `DE-8AA`) is refused as one given twice.
 * @param field the body's field, for the error
 */
export function distinctPartyIds(spellings: readonly string[], field: string): PartyId[] {
  const ids = spellings.map(toPartyId);
  const fields = ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ path: [field, index], detail: `is ${id} again` }] : [],
  );
  if (fields.length > 0) throw new RegistryError('invalid-value', 'Some IDs are given twice.', fields);
  return ids;
}
