import { day, partyIdOf, publicationOf } from './publication.js';
import type { RegistryClient } from './registry-client.js';

/** An operator with one definition. */
export interface Publisher {
  readonly partnerId: string;
  readonly partyId: string;
  readonly secret: string;
  readonly backendId: string;
}

/** Admits operators, each with a definition of its own. */
export async function admitPublishers(admin: RegistryClient, count: number): Promise<Publisher[]> {
  const publishers: Publisher[] = [];
  for (let index = 0; index < count; index += 1) {
    const [partnerId, partyId, backendId] = [`publisher-${index}`, partyIdOf(index), 'backend-1'];
    const secret = await admin.admit(partnerId, { operatorIds: [partyId] });
    const publication = publicationOf(partyId, backendId, `first-${index}`);
    await admin.as(secret).put(`/v1/self/operator-backends/${backendId}`, publication);
    publishers.push({ partnerId, partyId, secret, backendId });
  }
  return publishers;
}

/** Where tomorrow's token of a definition is put. */
export function tokenPath(backendId: string): string {
  return `/v1/self/operator-backends/${backendId}/tokens/${day(1)}`;
}
