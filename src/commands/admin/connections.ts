import type { AddCommand } from '../context.js';
import { table } from '../table.js';
import { ask, segment } from './ask.js';

interface Connection {
  readonly operatorPartnerId: string;
  readonly providerPartnerId: string;
  readonly setAt: string;
}

const PATH = '/v1/admin/roaming-connections';
const pathOf = (operator = '', provider = '') => `${PATH}/${segment(operator)}/${segment(provider)}`;

export const addConnections: AddCommand = (admin, context) => {
  const connections = admin.command('connections').description('roaming connections, on behalf of operators');

  ask(connections, context, 'list', 'list all roaming connections', async (api) => {
    const items = await api.items<Connection>(PATH);
    return { value: items, text: inTable(items) };
  });

  const pair = '<operatorPartnerId> <providerPartnerId>';
  ask(
    connections,
    context,
    `set ${pair}`,
    'let a provider use an operator’s charge points',
    async (api, _options, ...ids) => {
      const connection = await api.ask<Connection>('PUT', pathOf(...ids));
      return { value: connection, text: inTable([connection]) };
    },
  );

  ask(connections, context, `end ${pair}`, 'end a roaming connection', async (api, _options, ...ids) => {
    await api.ask('DELETE', pathOf(...ids));
    const [operatorPartnerId, providerPartnerId] = ids;
    const text = `${operatorPartnerId} and ${providerPartnerId} are not connected.`;
    return { value: { operatorPartnerId, providerPartnerId, status: 'ended' }, text };
  });
};

function inTable(connections: readonly Connection[]): string {
  return table(
    ['OPERATOR', 'PROVIDER', 'SINCE'],
    connections.map(({ operatorPartnerId, providerPartnerId, setAt }) => [
      operatorPartnerId,
      providerPartnerId,
      setAt,
    ]),
  );
}
