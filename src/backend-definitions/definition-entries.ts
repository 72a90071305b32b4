import type { Entry, Told } from '../audit/index.js';
import type { Publication } from './backend-definition.js';
import type { DailyToken } from './daily-token.js';
import type { Staged } from './staged-definitions.js';

/** What the audit trail tells of a definition that has changed. It concerns its owner, and not those who see it. */
export function entryOf({ identity, before, after }: Staged): Entry {
  const { partnerId, role, backendId } = identity;
  const newTokenDays = newDays(after?.tokens ?? [], before?.tokens ?? []);
  return {
    action: after ? 'backend.published' : 'backend.withdrawn',
    concerned: [partnerId],
    subject: { partnerId, role, backendId },
    ...(before && { before: told(before) }),
    ...(after && { after: { ...told(after), ...(newTokenDays.length > 0 && { newTokenDays }) } }),
  };
}

/** The order of patterns and tokens carries no meaning. */
function told({ url, namespaceUrl, binding, whitelist, blacklist, tokens }: Publication): Told {
  const patterns = { whitelist: whitelist.toSorted(), blacklist: blacklist.toSorted() };
  return { url, namespaceUrl, binding, ...patterns, tokenDays: daysOf(tokens) };
}

/** A token that takes the place of another one of its day shows in nothing else. */
function newDays(after: readonly DailyToken[], before: readonly DailyToken[]): string[] {
  const isKnown = ({ accessToken, validDate }: DailyToken) =>
    before.some((token) => token.accessToken === accessToken && token.validDate === validDate);
  return daysOf(after.filter((token) => !isKnown(token)));
}

function daysOf(tokens: readonly DailyToken[]): string[] {
  return tokens.map(({ validDate }) => validDate).toSorted();
}
