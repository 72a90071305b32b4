import type { AddCommand } from '../context.js';
import { table } from '../table.js';
import { ask } from './ask.js';

interface Visible {
  readonly role: string;
  readonly partnerId: string;
  readonly backendId: string;
  readonly url: string;
  readonly tokenDays: readonly string[];
}

export const addVisible: AddCommand = (admin, context) => {
  ask<{ at?: string }>(
    admin,
    context,
    'visible <partnerId>',
    'show what a partner sees, or saw at a moment of the retention time',
    async (api, { at }, partner) => {
      const items = await api.items<Visible>('/v1/admin/visible', { partner, at });
      const rows = items.map(({ role, partnerId, backendId, url, tokenDays }) => [
        role,
        partnerId,
        backendId,
        tokenDays.join(' ') || '-',
        url,
      ]);
      return { value: items, text: table(['ROLE', 'PARTNER', 'BACKEND', 'TOKEN DAYS', 'URL'], rows) };
    },
  ).option('--at <time>', 'a UTC time: 2026-11-22T04:44:00Z');
};
