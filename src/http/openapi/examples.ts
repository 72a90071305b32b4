const MINUTE = 60_000;

/**
 * The small world in which the examples of the documentation play: an operator, a provider and a day. Every
 * request example must be accepted by a registry in which the two are admitted with these IDs.
 */
export const EXAMPLE = {
  operator: 'stadtwerke-musterstadt',
  operatorName: 'Stadtwerke Musterstadt',
  operatorId: 'DE*8AA',
  provider: 'emobil-beispiel',
  providerName: 'eMobil Beispiel GmbH',
  providerId: 'DE-9BB',
  backendId: 'cms-1',
  evseId: 'DE*8AA*E45B*78C',
  contractId: 'DE-9BB-CA2B3C4D5-N',
  /** Recent, so that `since` and `at` are accepted whenever they are tried. */
  asOf: minutesAgo(60, '123456'),
  laterAsOf: minutesAgo(45, '500000'),
  changedAt: minutesAgo(90, '004000'),
  epoch: '8f3a12bc9d0e',
  /** Far off, for the same reason. */
  day: '2099-12-31',
  accessToken: 'x7Yk3vQe9mTz0pLwRb2N',
  newAccessToken: 'Jc8sWq4uHf6dGa1nVt5E',
};

export const EXAMPLE_OPERATOR_PUBLICATION = {
  url: 'https://cms.stadtwerke-musterstadt.example/ochp-direct',
  namespaceUrl: 'http://ochp.eu/1.4',
  binding: 'soap',
  whitelist: ['DE8AAE%'],
  blacklist: ['DE8AAE99%'],
  tokens: [{ accessToken: EXAMPLE.accessToken, validDate: EXAMPLE.day }],
};

export const EXAMPLE_PROVIDER_PUBLICATION = {
  url: 'https://mdm.emobil-beispiel.example/direct',
  namespaceUrl: 'urn:ochp-direct:json:0.1',
  binding: 'json',
  whitelist: ['DE9BBC%'],
  tokens: [{ accessToken: 'Bn3oKx7yCi5rMd9jUe2Z', validDate: EXAMPLE.day }],
};

export const EXAMPLE_OPERATOR_DEFINITION = {
  partnerId: EXAMPLE.operator,
  backendId: EXAMPLE.backendId,
  ...EXAMPLE_OPERATOR_PUBLICATION,
  changedAt: EXAMPLE.changedAt,
};

export const EXAMPLE_PROVIDER_DEFINITION = {
  partnerId: EXAMPLE.provider,
  backendId: 'mdm-1',
  ...EXAMPLE_PROVIDER_PUBLICATION,
  blacklist: [],
  changedAt: EXAMPLE.changedAt,
};

export const EXAMPLE_ENDPOINT_HEALTH = {
  partnerId: EXAMPLE.operator,
  role: 'operator',
  backendId: EXAMPLE.backendId,
  url: EXAMPLE_OPERATOR_PUBLICATION.url,
  states: ['unreachable', 'stale'],
  missingTokens: ['2026-11-23'],
  probe: {
    outcome: 'certificate-expired',
    probedAt: '2026-11-22T12:00:00.000Z',
    since: '2026-11-20T23:59:00.000Z',
    consecutiveFailures: 144,
    certificateExpiresAt: '2026-11-20T23:59:59.000Z',
  },
};

/** Before the service started, as the registry writes it. */
function minutesAgo(minutes: number, microseconds: string): string {
  const second = new Date(Date.now() - minutes * MINUTE).toISOString().slice(0, 19);
  return `${second}.${microseconds}Z`;
}
