import { ROLES } from '../partners/index.js';
import type { Faults } from '../registry-error/index.js';
import type { StatedRegister } from './stated-register.js';

/** What is stated twice: a partner, an ID (by one partner or by two), a connection. */
export function findRepeats({ partners, connections }: StatedRegister, faults: Faults): void {
  const named = new Repeats<true>();
  partners.forEach(({ partnerId }, index) => {
    if (named.firstOf(partnerId, true)) faults.add(['partners', index, 'partnerId'], `is ${partnerId} again`);
  });
  for (const role of ROLES) {
    const owned = new Repeats<string>();
    partners.forEach(({ partnerId, ids }, index) => {
      ids[role].forEach((id, place) => {
        const owner = owned.firstOf(id, partnerId);
        if (owner !== undefined)
          faults.add(
            ['partners', index, `${role}Ids`, place],
            owner === partnerId ? `is ${id} again` : `is ${id}, which is stated to be of ${owner}, too`,
          );
      });
    });
  }
  const paired = new Repeats<true>();
  connections.forEach(({ operatorPartnerId, providerPartnerId }, index) => {
    if (paired.firstOf(`${operatorPartnerId} ${providerPartnerId}`, true))
      faults.add(['roamingConnections', index], 'is there twice');
  });
}

/** What came before, by its key. */
class Repeats<T> {
  private readonly seen = new Map<string, T>();

  /** What came first with this key; undefined where this is the first. */
  firstOf(key: string, value: T): T | undefined {
    const first = this.seen.get(key);
    if (first === undefined) this.seen.set(key, value);
    return first;
  }
}
