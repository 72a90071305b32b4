import type { AddCommand } from '../context.js';
import { table } from '../table.js';
import { ask, segment } from './ask.js';

interface Credential {
  readonly credentialId: string;
  readonly label?: string;
  readonly status: string;
  readonly issuedAt: string;
  readonly expiresAt?: string;
}

interface IssueOptions {
  readonly label?: string;
  readonly expiresAt?: string;
}

const pathOf = (partnerId = '') => `/v1/admin/partners/${segment(partnerId)}/credentials`;

export const addCredentials: AddCommand = (admin, context) => {
  const credentials = admin.command('credentials').description('how partners are let in');

  ask<IssueOptions>(
    credentials,
    context,
    'issue <partnerId>',
    'issue a credential, and print its secret: it can not be shown again',
    async (api, { label, expiresAt }, partnerId) => {
      const json = { label, expiresAt };
      const issued = await api.ask<Credential & { secret: string }>('POST', pathOf(partnerId), { json });
      return { value: issued, text: issued.secret };
    },
  )
    .option('--label <text>', 'what it is for')
    .option('--expires-at <time>', 'when it stops working, in UTC: 2027-01-31T00:00:00Z');

  ask(
    credentials,
    context,
    'list <partnerId>',
    'list credentials, without secrets',
    async (api, _options, partnerId) => {
      const { items } = await api.ask<{ items: Credential[] }>('GET', pathOf(partnerId));
      const rows = items.map(({ credentialId, status, issuedAt, expiresAt = '-', label = '-' }) => [
        credentialId,
        status,
        issuedAt,
        expiresAt,
        label,
      ]);
      return { value: items, text: table(['CREDENTIAL', 'STATUS', 'ISSUED', 'EXPIRES', 'LABEL'], rows) };
    },
  );

  ask(
    credentials,
    context,
    'revoke <partnerId> <credentialId>',
    'let nobody in by this credential from now on',
    async (api, _options, partnerId, credentialId = '') => {
      await api.ask('DELETE', `${pathOf(partnerId)}/${segment(credentialId)}`);
      return { value: { credentialId, status: 'revoked' }, text: `${credentialId} is revoked.` };
    },
  );
};
