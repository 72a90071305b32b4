import type { Assignment } from './assignment.js';
import { added, delta, endpoints, fullList, OPERATIONS, stated } from './expectations.js';

/** One thing that a client's program does, in this order, and what it must say of it. */
export interface Step {
  /** How the program names it. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly expected: (assignment: Assignment) => unknown;
}

export const STEPS: readonly Step[] = [
  { name: 'import', title: 'imports the WSDL, and knows all operations', expected: () => OPERATIONS },
  result('add-today', "AddServiceEndpoints with today's token", 'ok'),
  result('add-tomorrow', "AddServiceEndpoints with tomorrow's token", 'ok'),
  result('add-partly', 'AddServiceEndpoints with a foreign ID beside a good one', 'partly'),
  result('add-foreign', 'AddServiceEndpoints with a foreign ID alone', 'invalid-id'),
  result('add-bad-url', 'AddServiceEndpoints with a url that is no https', 'format'),
  result('wrong-secret', 'AddServiceEndpoints with a wrong secret', 'not-authorized'),
  {
    name: 'get-endpoints',
    title: 'GetServiceEndpoints brings one element for each token',
    expected: endpoints,
  },
  result('state', 'UpdateOperatorBackendDefinition states a backend', 'ok'),
  {
    name: 'full-list',
    title: 'GetOperatorBackendDefinitionUpdates without lastUpdate brings the full list',
    expected: (assignment) => fullList([added(assignment), stated(assignment, [])]),
  },
  result('restate', 'UpdateOperatorBackendDefinition states it anew', 'ok'),
  {
    name: 'delta',
    title: 'GetOperatorBackendDefinitionUpdates with the asOf brings what changed',
    expected: (assignment) => delta([stated(assignment, [assignment.EXCEPTION])], []),
  },
  result('withdraw', 'UpdateOperatorBackendDefinition withdraws it', 'ok'),
  {
    name: 'delta-of-removal',
    title: 'GetOperatorBackendDefinitionUpdates with the next asOf brings the removal',
    expected: ({ OPERATOR: partnerId, STATED_ID: backendId }) => delta([], [{ partnerId, backendId }]),
  },
  {
    name: 'fault',
    title: 'an unknown operation is a SOAP fault',
    expected: () => ({ code: 'Client', detail: 'unknown-operation' }),
  },
];

function result(name: string, title: string, code: string): Step {
  return { name, title: `${title}: result ${code}`, expected: () => code };
}
