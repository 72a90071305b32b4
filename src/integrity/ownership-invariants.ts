import { OPEN } from '../database/index.js';
import { PARTY_ID_LENGTH, ROLES } from '../partners/index.js';
import { ADMISSIONS, CONNECTIONS, DEFINITIONS, intervalPlace } from './interval-tables.js';
import type { Invariant } from './invariant.js';

const ADMISSION = intervalPlace(ADMISSIONS);
const CONNECTION = intervalPlace(CONNECTIONS);
const DEFINITION = intervalPlace(DEFINITIONS);

/** Who may have what: rights that outlived what they rest on show here. */
export const OWNERSHIP_INVARIANTS: readonly Invariant[] = [
  {
    name: 'partner-exists',
    rule: 'Whatever is of a partner is of one that exists.',
    violations: [
      ['partner_admission', 'partner_id', ADMISSION],
      ['roaming_connection', 'operator_partner_id', CONNECTION],
      ['roaming_connection', 'provider_partner_id', CONNECTION],
      ['backend_definition', 'partner_id', DEFINITION],
      ['owned_party_id', 'partner_id', `format('owned_party_id %s %s', role, party_id)`],
      ['credential', 'partner_id', `format('credential %s', credential_id)`],
    ]
      .map(
        ([table, column, place]) => `
          SELECT ${place} AS place, format('is of %s, which is no partner', ${column}) AS detail
          FROM ${table} WHERE NOT EXISTS (SELECT FROM partner WHERE partner.partner_id = ${table}.${column})`,
      )
      .join(' UNION ALL '),
  },
  {
    name: 'connection-roles',
    rule: 'A connection that holds joins an operator and a provider, which are two.',
    violations: [
      ...ROLES.map(
        (role) => `
          SELECT ${CONNECTION} AS place, format('%s owns no ${role} ID', ${role}_partner_id) AS detail
          FROM roaming_connection
          WHERE revision_to = ${OPEN} AND EXISTS (SELECT FROM partner WHERE partner_id = ${role}_partner_id)
            AND NOT EXISTS (
              SELECT FROM owned_party_id WHERE partner_id = ${role}_partner_id AND role = '${role}')`,
      ),
      `SELECT ${CONNECTION} AS place, 'joins a partner with itself' AS detail
       FROM roaming_connection WHERE operator_partner_id = provider_partner_id`,
    ].join(' UNION ALL '),
  },
  {
    name: 'pattern-ownership',
    rule: 'The patterns of a definition that holds name IDs that its partner owns.',
    violations: `
      SELECT ${DEFINITION} AS place, format('claims %s, which %s does not own', pattern, partner_id) AS detail
      FROM backend_definition definition, unnest(whitelist || blacklist) AS pattern
      WHERE revision_to = ${OPEN} AND NOT EXISTS (
        SELECT FROM owned_party_id owned
        WHERE owned.role = definition.role AND owned.partner_id = definition.partner_id
          AND owned.party_id = upper(left(pattern, ${PARTY_ID_LENGTH})))`,
  },
];
