import type { Role } from '../../src/partners/index.js';
import type { Client, TestRegistry } from '../environment/index.js';

/** A partner of the registry, and its way in. */
export interface Company {
  readonly partnerId: string;
  readonly roles: readonly Role[];
  /** What all its EVSE-IDs and Contract-IDs begin with. */
  readonly partyId: string;
  readonly client: Client;
}

const CAST: readonly (readonly [partnerId: string, partyId: string, ...roles: Role[]])[] = [
  ['operator-1', 'DEO01', 'operator'],
  ['operator-2', 'DEO02', 'operator'],
  ['operator-3', 'DEO03', 'operator'],
  ['provider-1', 'DEP01', 'provider'],
  ['provider-2', 'DEP02', 'provider'],
  ['provider-3', 'DEP03', 'provider'],
  ['both-1', 'DEB01', 'operator', 'provider'],
  ['both-2', 'DEB02', 'operator', 'provider'],
];

/** Three operators, three providers, and two that are both. */
export async function admitCompanies(registry: TestRegistry): Promise<Company[]> {
  const companies: Company[] = [];
  for (const [partnerId, partyId, ...roles] of CAST) {
    const idsIn = (role: Role) => (roles.includes(role) ? [partyId] : []);
    const ids = { operatorIds: idsIn('operator'), providerIds: idsIn('provider') };
    companies.push({ partnerId, partyId, roles, client: await registry.admit(partnerId, ids) });
  }
  return companies;
}

/** A publication of one token, which no other may bear. */
export function publicationOf(
  { partnerId, partyId }: Company,
  role: Role,
  accessToken: string,
  validDate: string,
) {
  return {
    url: `https://${partnerId}.example/${accessToken}`,
    namespaceUrl: 'http://ochp.eu/1.4',
    binding: 'soap',
    whitelist: [`${partyId}${role === 'operator' ? 'E' : 'C'}%`],
    blacklist: [],
    tokens: [{ accessToken, validDate }],
  };
}
