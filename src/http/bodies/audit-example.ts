import { EXAMPLE } from '../openapi/index.js';

/** What the documentation shows of the audit trail: an operator has set its token for a day. */
export const EXAMPLE_OWN_AUDIT_ENTRY = {
  moment: EXAMPLE.changedAt,
  changedAt: EXAMPLE.changedAt,
  action: 'backend.published',
  actor: {
    kind: 'partner',
    partnerId: EXAMPLE.operator,
    credentialId: '0f3a9c51d27be846',
    remoteAddress: '192.0.2.17',
  },
  binding: 'json',
  requestId: '9b3c1f58-6d0e-4c57-8f43-2f6f0a1b7c11',
  concerned: [EXAMPLE.operator],
  subject: { partnerId: EXAMPLE.operator, role: 'operator', backendId: EXAMPLE.backendId },
  before: { tokenDays: ['2099-12-30'] },
  after: { tokenDays: ['2099-12-30', EXAMPLE.day], newTokenDays: [EXAMPLE.day] },
};

export const EXAMPLE_AUDIT_ENTRY = { entryId: 1207, ...EXAMPLE_OWN_AUDIT_ENTRY };

/** Parameters with which it is asked for. */
export const EXAMPLE_AUDIT_QUERY = {
  limit: '100',
  action: 'backend.published',
  actor: `partner:${EXAMPLE.operator}`,
  from: EXAMPLE.changedAt,
  until: EXAMPLE.asOf,
};
