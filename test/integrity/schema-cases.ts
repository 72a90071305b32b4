const OPEN = '9007199254740991';

/** The rule, what breaks it, by which statements, and the places that are named. */
export const SCHEMA_CASES: readonly [name: string, what: string, sql: string, places: string[]][] = [
  [
    'schema-primary-keys',
    'none',
    'ALTER TABLE audit_entry DROP CONSTRAINT "PK_audit_entry"',
    ['table audit_entry'],
  ],
  [
    'schema-primary-keys',
    'one of other columns',
    'ALTER TABLE owned_party_id DROP CONSTRAINT "PK_owned_party_id", ADD PRIMARY KEY (party_id)',
    ['table owned_party_id'],
  ],
  [
    'schema-indexes',
    'missing',
    'DROP INDEX backend_definition_open, audit_entry_in_order',
    ['index audit_entry_in_order of audit_entry', 'index backend_definition_open of backend_definition'],
  ],
  [
    'schema-indexes',
    'left over from being built',
    `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'credential_of_partner'::regclass`,
    ['index credential_of_partner of credential'],
  ],
  [
    'schema-indexes',
    'not unique any more',
    `DROP INDEX partner_admission_open;
     CREATE INDEX partner_admission_open ON partner_admission (partner_id) WHERE revision_to = ${OPEN}`,
    ['index partner_admission_open of partner_admission'],
  ],
  [
    'schema-indexes',
    'of all rows',
    `DROP INDEX partner_admission_open;
     CREATE UNIQUE INDEX partner_admission_open ON partner_admission (partner_id)`,
    ['index partner_admission_open of partner_admission'],
  ],
  [
    'schema-indexes',
    'of other columns, and of another table',
    `DROP INDEX access_token_valid_date, credential_of_partner;
     CREATE INDEX access_token_valid_date ON access_token (partner_id);
     CREATE INDEX credential_of_partner ON partner (partner_id)`,
    ['index access_token_valid_date of access_token', 'index credential_of_partner of credential'],
  ],
  [
    'schema-constraints',
    'missing',
    'ALTER TABLE backend_definition DROP CONSTRAINT backend_definition_interval',
    ['constraint backend_definition_interval of backend_definition'],
  ],
  [
    'schema-constraints',
    'not validated',
    `ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_revision;
     ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_revision CHECK (revision IS NULL OR revision = moment) NOT VALID`,
    ['constraint audit_entry_revision of audit_entry'],
  ],
  [
    'schema-columns',
    'that take null',
    'ALTER TABLE backend_definition ALTER url DROP NOT NULL, ALTER tokens DROP NOT NULL',
    ['column tokens of backend_definition', 'column url of backend_definition'],
  ],
  ['schema-columns', 'that is missing', 'ALTER TABLE partner DROP COLUMN name', ['column name of partner']],
  [
    'audit-append-only',
    'all triggers disabled',
    'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
    ['trigger audit_entry_is_append_only of audit_entry'],
  ],
  [
    'audit-append-only',
    'enabled, but not in sessions that act as a replica',
    'ALTER TABLE audit_concern ENABLE TRIGGER audit_concern_is_append_only',
    ['trigger audit_concern_is_append_only of audit_concern'],
  ],
  [
    'audit-append-only',
    'missing',
    'DROP FUNCTION refuse_change_of_audit CASCADE',
    [
      'trigger audit_concern_is_append_only of audit_concern',
      'trigger audit_entry_is_append_only of audit_entry',
    ],
  ],
  [
    'audit-append-only',
    'of some changes only',
    `DROP TRIGGER audit_entry_is_append_only ON audit_entry;
     CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE ON audit_entry
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
     ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_is_append_only`,
    ['trigger audit_entry_is_append_only of audit_entry'],
  ],
  [
    'audit-privileges',
    'granted to a role, to everybody, beside the owner and what adds entries only',
    `GRANT UPDATE, DELETE, SELECT ON audit_entry TO pg_monitor; GRANT TRUNCATE ON audit_concern TO PUBLIC;
     GRANT ALL ON audit_entry TO CURRENT_USER; GRANT INSERT ON audit_concern TO pg_monitor`,
    ['PUBLIC on audit_concern', 'pg_monitor on audit_entry'],
  ],
];

/** The rules of what the schema has, and not of what is stored by it. */
export const OF_THE_SCHEMA: readonly string[] = [...new Set(SCHEMA_CASES.map(([name]) => name))];
