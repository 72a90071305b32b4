import type { AddCommand } from '../context.js';
import { table } from '../table.js';
import { wholeNumber } from '../whole-number.js';
import { ask } from './ask.js';

interface AuditEntry {
  readonly moment: string;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly partnerId?: string; readonly remoteAddress?: string };
  readonly binding: string;
  readonly concerned: readonly string[];
  /** Of a login that failed: the name that was tried, where it may be told, and how often. Of an import: how much of what. */
  readonly subject: {
    readonly shownName?: string;
    readonly count?: number;
    readonly partnersAdmitted?: number;
    readonly partnersChanged?: number;
    readonly connectionsSet?: number;
  };
}

interface AuditOptions {
  readonly partner?: string;
  readonly action?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
}

export const addAudit: AddCommand = (admin, context) => {
  ask<AuditOptions>(
    admin,
    context,
    'audit',
    'show who did what, the newest first; --json shows before and after, too',
    async (api, { partner, action, actor, from, until, limit }) => {
      const query = { partner, action, actor, from, until };
      const items = await api.items<AuditEntry>('/v1/admin/audit', query, limit);
      const rows = items.map((entry) => [
        entry.moment,
        entry.action,
        entry.actor.partnerId ?? entry.actor.kind,
        entry.actor.remoteAddress ?? '-',
        entry.binding,
        entry.concerned.join(' ') || inWords(entry) || '-',
      ]);
      return { value: items, text: table(['WHEN', 'WHAT', 'WHO', 'FROM', 'BY', 'CONCERNS'], rows) };
    },
  )
    .option('--partner <partnerId>', 'what concerns this partner')
    .option('--action <action>', 'only this, such as backend.published')
    .option('--actor <who>', 'partner, staff, stranger, command, or partner:<partnerId>')
    .option('--from <time>', 'from this UTC time on')
    .option('--until <time>', 'before this UTC time')
    .option('--limit <number>', 'how many at most', wholeNumber(1_000_000), 100);
};

/** What concerns nobody, or a great many, by what was tried or done. */
function inWords({ action, subject }: AuditEntry): string | undefined {
  const { shownName, count = 1, partnersAdmitted, partnersChanged, connectionsSet } = subject;
  if (action === 'login.failed')
    return `${shownName ?? 'no name'}, ${count === 1 ? 'once' : `${count} times`}`;
  if (action === 'register.imported')
    return `${partnersAdmitted} admitted, ${partnersChanged} changed, ${connectionsSet} connections`;
  return undefined;
}
