import { UsageError } from '../exit-code.js';
import type { AddCommand } from '../context.js';
import { table } from '../table.js';
import { ask, type Result, segment } from './ask.js';

interface Partner {
  readonly partnerId: string;
  readonly name: string;
  readonly status: string;
  readonly operatorIds: readonly string[];
  readonly providerIds: readonly string[];
}

/** `false` where it was said that there are none. */
interface PartnerOptions {
  readonly name?: string;
  readonly operatorId?: string[] | false;
  readonly providerId?: string[] | false;
}

const PATH = '/v1/admin/partners';

const SEVERAL = 'one or several, with spaces between';

export const addPartners: AddCommand = (admin, context) => {
  const partners = admin.command('partners').description('who is admitted, and which IDs it owns');

  ask(partners, context, 'list', 'list all partners', async (api) => {
    const items = await api.items<Partner>(PATH);
    return { value: items, text: inTable(items) };
  });

  ask(partners, context, 'show <partnerId>', 'show a partner', async (api, _options, partnerId = '') =>
    inFull(await api.ask<Partner>('GET', `${PATH}/${segment(partnerId)}`)),
  );

  addAdmit(partners, context);

  ask<PartnerOptions>(
    partners,
    context,
    'change <partnerId>',
    'change a partner',
    async (api, options, partnerId = '') =>
      inFull(await api.ask<Partner>('PATCH', `${PATH}/${segment(partnerId)}`, { json: changeOf(options) })),
  )
    .option('--name <name>', 'the name of the company')
    .option('--operator-id <id...>', `all the operator IDs it owns from now on, ${SEVERAL}`)
    .option('--no-operator-id', 'it owns none from now on')
    .option('--provider-id <id...>', `all the provider IDs it owns from now on, ${SEVERAL}`)
    .option('--no-provider-id', 'it owns none from now on');

  const admissions = {
    suspend: 'shut a partner out: it disappears from everybody’s view',
    readmit: 'admit a suspended partner again, with what it had',
  };
  for (const [name, description] of Object.entries(admissions))
    ask(partners, context, `${name} <partnerId>`, description, async (api, _options, partnerId = '') =>
      inFull(await api.ask<Partner>('POST', `${PATH}/${segment(partnerId)}/${name}`)),
    );
};

const addAdmit: AddCommand = (partners, context) => {
  ask<PartnerOptions>(
    partners,
    context,
    'admit <partnerId>',
    'admit a partner',
    async (api, options, partnerId) => {
      const { name, operatorId, providerId } = options;
      const ids = { operatorIds: operatorId || [], providerIds: providerId || [] };
      return inFull(await api.ask<Partner>('POST', PATH, { json: { partnerId, name, ...ids } }));
    },
  )
    .option('--name <name>', 'the name of the company (required)')
    // As a required option, it would be missed before the partner ID is.
    .hook('preAction', (admit) => {
      if (admit.opts<PartnerOptions>().name === undefined)
        throw new UsageError("required option '--name <name>' not specified");
    })
    .option('--operator-id <id...>', `the operator IDs it owns, ${SEVERAL}`)
    .option('--provider-id <id...>', `the provider IDs it owns, ${SEVERAL}`);
};

function changeOf({ name, operatorId, providerId }: PartnerOptions): object {
  // Commander's default of an option that can be negated is true.
  const idsOf = (ids: string[] | boolean | undefined) =>
    Array.isArray(ids) ? ids : ids === false ? [] : undefined;
  const change = { name, operatorIds: idsOf(operatorId), providerIds: idsOf(providerId) };
  if (Object.values(change).every((value) => value === undefined))
    throw new UsageError('There is nothing to change: give a name or IDs.');
  return change;
}

function inFull(partner: Partner): Result {
  return { value: partner, text: inTable([partner]) };
}

function inTable(partners: readonly Partner[]): string {
  return table(
    ['PARTNER', 'STATUS', 'OPERATOR IDS', 'PROVIDER IDS', 'NAME'],
    partners.map(({ partnerId, status, operatorIds, providerIds, name }) => [
      partnerId,
      status,
      operatorIds.join(' ') || '-',
      providerIds.join(' ') || '-',
      name,
    ]),
  );
}
