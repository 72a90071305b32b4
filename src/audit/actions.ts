/**
 * What is recorded, by codes that stay as they are: entries are kept for good. A new kind of change is added here.
 * To state a definition, to add an endpoint and to set a token are all to publish.
 */
export const ACTIONS = [
  'backend.published',
  'backend.withdrawn',
  'connection.set',
  'connection.ended',
  'partner.admitted',
  'partner.changed',
  'partner.suspended',
  'partner.readmitted',
  'register.imported',
  'credential.issued',
  'credential.revoked',
  'login.failed',
] as const;
export type Action = (typeof ACTIONS)[number];
