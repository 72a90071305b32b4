import type { Publisher } from './publishers.js';
import type { RegistryClient } from './registry-client.js';

/**
 * Admits providers, each with a roaming connection to one of the operators in turn; a single one is connected to all.
 * @returns their secrets
 */
export async function admitProviders(
  admin: RegistryClient,
  publishers: readonly Publisher[],
  count: number,
): Promise<string[]> {
  const secrets: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const partnerId = `provider-${index}`;
    secrets.push(
      await admin.admit(partnerId, {
        providerIds: [`FR${index.toString(36).padStart(3, '0')}`.toUpperCase()],
      }),
    );
    const owners = count === 1 ? publishers : publishers.slice(index % publishers.length).slice(0, 1);
    for (const owner of owners) await admin.as(owner.secret).put(`/v1/self/roaming-connections/${partnerId}`);
  }
  return secrets;
}
