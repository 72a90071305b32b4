import { PARTY_ID_LENGTH, type PartyId, type Role, toPartyId } from '../partners/index.js';
import { type FieldError, RegistryError } from '../registry-error/index.js';
import { parseUrl } from '../url/index.js';
import type { BackendDefinition, Publication } from './backend-definition.js';
import { ABSOLUTE_URI, SOAP_NAMESPACES } from './binding.js';
import { ACCESS_TOKEN, type DailyToken, isDay } from './daily-token.js';
import { HTTPS_URL } from './endpoint-url.js';
import { MOST_PATTERNS } from './patterns.js';
import { checkNotOver, MOST_TOKENS } from './token-rules.js';

/** What a publication is judged by: whose it is, and what is there already. */
interface Circumstances {
  readonly role: Role;
  /** The IDs that the partner owns in this role. */
  readonly owned: readonly PartyId[];
  readonly current: BackendDefinition | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The rules that some binding's schema cannot state. Names every violation at once.
 * @throws RegistryError `invalid-id` when patterns of somebody else's IDs are all that is wrong, else `invalid-value`
 */
export function checkPublication(
  publication: Publication,
  { role, owned, current, now }: Circumstances,
): void {
  const { url, tokens } = publication;
  const rules = [
    ...checkUrl(url),
    ...checkNamespace(publication),
    ...checkCounts(publication),
    ...checkTokens(tokens),
  ];
  const faults = [...rules, ...checkNotOver(tokens, current?.tokens ?? [], now)];
  const foreign = checkOwnership(publication, role, owned);
  if (faults.length > 0)
    throw new RegistryError('invalid-value', 'The backend definition breaks some rules.', [
      ...faults,
      ...foreign,
    ]);
  if (foreign.length > 0)
    throw new RegistryError('invalid-id', 'Some patterns name IDs that you do not own.', foreign);
}

function checkOwnership(publication: Publication, role: Role, owned: readonly PartyId[]): FieldError[] {
  return (['whitelist', 'blacklist'] as const).flatMap((list) =>
    publication[list].flatMap((pattern, index) => {
      const party = toPartyId(pattern.slice(0, PARTY_ID_LENGTH));
      return owned.includes(party)
        ? []
        : [{ path: [list, index], detail: `${party} is not one of your ${role} IDs` }];
    }),
  );
}

function checkUrl(url: string): FieldError[] {
  const parsed = parseUrl(url);
  if (parsed?.username || parsed?.password) return [{ path: ['url'], detail: 'must not carry credentials' }];
  if (parsed?.protocol === 'https:' && HTTPS_URL.test(url)) return [];
  return [{ path: ['url'], detail: 'must be an https URL' }];
}

function checkCounts({ whitelist, blacklist, tokens }: Publication): FieldError[] {
  const tooMany = (name: string, list: readonly unknown[], most: number) =>
    list.length > most ? [{ path: [name], detail: `must not have more than ${most} entries` }] : [];
  return [
    ...tooMany('whitelist', whitelist, MOST_PATTERNS),
    ...tooMany('blacklist', blacklist, MOST_PATTERNS),
    ...tooMany('tokens', tokens, MOST_TOKENS),
  ];
}

function checkNamespace({ binding, namespaceUrl }: Publication): FieldError[] {
  if (binding === 'soap') {
    if (SOAP_NAMESPACES.includes(namespaceUrl)) return [];
    return [
      { path: ['namespaceUrl'], detail: `must be one of ${SOAP_NAMESPACES.join(', ')} for a SOAP backend` },
    ];
  }
  if (ABSOLUTE_URI.test(namespaceUrl)) return [];
  return [{ path: ['namespaceUrl'], detail: 'must be an absolute URI, such as urn:ochp-direct:json:0.1' }];
}

function checkTokens(tokens: readonly DailyToken[]): FieldError[] {
  const field = (index: number, name: string, detail: string) => ({ path: ['tokens', index, name], detail });
  return tokens.flatMap(({ validDate, accessToken }, index) => {
    const before = tokens.slice(0, index);
    if (!ACCESS_TOKEN.test(accessToken))
      return [field(index, 'accessToken', 'must be text, not empty, without control characters')];
    if (!isDay(validDate)) return [field(index, 'validDate', 'must be a day of the calendar')];
    if (before.some((token) => token.validDate === validDate))
      return [field(index, 'validDate', 'has a token in this list already: one a day')];
    if (before.some((token) => token.accessToken === accessToken))
      return [field(index, 'accessToken', 'is used for another day of this definition')];
    return [];
  });
}
