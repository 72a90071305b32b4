import type { Assignment } from './assignment.js';

export const OPERATIONS = [
  'AddServiceEndpoints',
  'GetOperatorBackendDefinitionUpdates',
  'GetProviderBackendDefinitionUpdates',
  'GetServiceEndpoints',
  'UpdateOperatorBackendDefinition',
  'UpdateProviderBackendDefinition',
];

export function endpoints(assignment: Assignment) {
  const { URL: url, PATTERN, NAMESPACE_URL: namespaceUrl } = assignment;
  const elements = tokens(assignment).map((token) => ({ url, namespaceUrl, ...token, whitelist: [PATTERN] }));
  return { result: 'ok', endpoints: elements };
}

export function tokens(assignment: Assignment) {
  return [
    { accessToken: assignment.TOKEN_TODAY, validDate: assignment.TODAY },
    { accessToken: assignment.TOKEN_TOMORROW, validDate: assignment.TOMORROW },
    { accessToken: assignment.TOKEN_DAY_AFTER, validDate: assignment.DAY_AFTER },
  ];
}

export function added(assignment: Assignment) {
  return { url: assignment.URL, tokens: tokens(assignment), whitelist: [assignment.PATTERN], blacklist: [] };
}

export function stated(assignment: Assignment, blacklist: string[]) {
  const { STATED_URL: url, TOKEN_STATED: accessToken, TODAY: validDate, PATTERN } = assignment;
  return { url, tokens: [{ accessToken, validDate }], whitelist: [PATTERN], blacklist };
}

export function fullList(backends: readonly unknown[]) {
  return { result: 'ok', isFullList: true, backends, removed: [] };
}

export function delta(backends: readonly unknown[], removed: readonly unknown[]) {
  return { result: 'ok', isFullList: false, backends, removed };
}
