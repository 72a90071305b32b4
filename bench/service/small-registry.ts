import { partyIdOf, publicationOf } from './publication.js';
import type { RegistryClient } from './registry-client.js';

const OPERATORS = 10;
const DEFINITIONS_EACH = 10;

/** A provider that sees 100 definitions of ten operators. */
export interface SmallRegistry {
  readonly partnerId: string;
  readonly secret: string;
  /** The present state. */
  readonly asOf: string;
  /** The state before ten of the definitions changed last, one of each operator. */
  readonly beforeTenChanges: string;
}

/** Fills a registry by its API, as its users would. */
export async function fillSmallRegistry(admin: RegistryClient): Promise<SmallRegistry> {
  const partnerId = 'emobil';
  const secret = await admin.admit(partnerId, { providerIds: ['DE9BB'] });
  const operators: { client: RegistryClient; index: number }[] = [];
  for (let index = 0; index < OPERATORS; index += 1) {
    const client = admin.as(await admin.admit(`operator-${index}`, { operatorIds: [partyIdOf(index)] }));
    await client.put(`/v1/self/roaming-connections/${partnerId}`);
    operators.push({ client, index });
  }
  const publish = async (number: number, version: string) => {
    for (const { client, index } of operators) {
      const publication = publicationOf(
        partyIdOf(index),
        `backend-${number}`,
        `${version}-${index}-${number}`,
      );
      await client.put(`/v1/self/operator-backends/backend-${number}`, publication);
    }
  };
  const provider = admin.as(secret);
  const asOf = async () => (await provider.get<{ asOf: string }>('/v1/operator-backends?limit=1')).asOf;
  for (let number = 0; number < DEFINITIONS_EACH; number += 1) await publish(number, 'token');
  const beforeTenChanges = await asOf();
  await publish(0, 'later-token');
  return { partnerId, secret, asOf: await asOf(), beforeTenChanges };
}
