import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry's tables. Text that is compared or paged by is COLLATE "C", so that its order is that of its bytes on
 * every server. An interval's end is 9007199254740991 while it is open.
 */
export class Registry1763769600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['access_token', 'backend_definition', 'roaming_connection', 'admin_secret', 'credential'];
    tables.push('partner_admission', 'owned_party_id', 'partner', 'registry_clock');
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}

const STATEMENTS = [
  `CREATE TABLE registry_clock (
    id smallint NOT NULL DEFAULT 1,
    revision bigint NOT NULL,
    horizon bigint NOT NULL,
    CONSTRAINT "PK_registry_clock" PRIMARY KEY (id),
    CONSTRAINT registry_clock_is_one_row CHECK (id = 1))`,
  `INSERT INTO registry_clock (revision, horizon)
    VALUES ((extract(epoch FROM clock_timestamp()) * 1000000)::bigint, 0)`,

  `CREATE TABLE partner (
    partner_id text COLLATE "C" NOT NULL,
    name text NOT NULL,
    CONSTRAINT "PK_partner" PRIMARY KEY (partner_id))`,
  `CREATE TABLE owned_party_id (
    role text NOT NULL,
    party_id text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    CONSTRAINT "PK_owned_party_id" PRIMARY KEY (role, party_id),
    CONSTRAINT owned_party_id_role CHECK (role IN ('operator', 'provider')))`,
  `CREATE INDEX owned_party_id_of_partner ON owned_party_id (partner_id)`,
  `CREATE TABLE partner_admission (
    partner_id text COLLATE "C" NOT NULL,
    revision_from bigint NOT NULL,
    revision_to bigint NOT NULL,
    CONSTRAINT "PK_partner_admission" PRIMARY KEY (partner_id, revision_from),
    CONSTRAINT partner_admission_interval CHECK (revision_from < revision_to))`,
  `CREATE UNIQUE INDEX partner_admission_open ON partner_admission (partner_id)
    WHERE revision_to = 9007199254740991`,
  `CREATE INDEX partner_admission_begun ON partner_admission (revision_from)`,
  `CREATE INDEX partner_admission_closed ON partner_admission (revision_to)`,

  `CREATE TABLE credential (
    credential_id text COLLATE "C" NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    label text,
    secret_digest bytea NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT "PK_credential" PRIMARY KEY (credential_id))`,
  `CREATE INDEX credential_of_partner ON credential (partner_id)`,
  `CREATE TABLE admin_secret (
    id smallint NOT NULL DEFAULT 1,
    secret_digest bytea NOT NULL,
    CONSTRAINT "PK_admin_secret" PRIMARY KEY (id),
    CONSTRAINT admin_secret_is_one_row CHECK (id = 1))`,

  `CREATE TABLE roaming_connection (
    operator_partner_id text COLLATE "C" NOT NULL,
    provider_partner_id text COLLATE "C" NOT NULL,
    revision_from bigint NOT NULL,
    revision_to bigint NOT NULL,
    CONSTRAINT "PK_roaming_connection" PRIMARY KEY (operator_partner_id, provider_partner_id, revision_from),
    CONSTRAINT roaming_connection_interval CHECK (revision_from < revision_to))`,
  `CREATE UNIQUE INDEX roaming_connection_open ON roaming_connection (operator_partner_id, provider_partner_id)
    WHERE revision_to = 9007199254740991`,
  `CREATE INDEX roaming_connection_operator_begun ON roaming_connection (operator_partner_id, revision_from)`,
  `CREATE INDEX roaming_connection_operator_closed ON roaming_connection (operator_partner_id, revision_to)`,
  `CREATE INDEX roaming_connection_provider_begun ON roaming_connection (provider_partner_id, revision_from)`,
  `CREATE INDEX roaming_connection_provider_closed ON roaming_connection (provider_partner_id, revision_to)`,
  `CREATE INDEX roaming_connection_closed ON roaming_connection (revision_to)`,

  `CREATE TABLE backend_definition (
    partner_id text COLLATE "C" NOT NULL,
    role text NOT NULL,
    backend_id text COLLATE "C" NOT NULL,
    revision_from bigint NOT NULL,
    revision_to bigint NOT NULL,
    url text NOT NULL,
    namespace_url text NOT NULL,
    binding text NOT NULL,
    whitelist text[] NOT NULL,
    blacklist text[] NOT NULL,
    tokens jsonb NOT NULL,
    size integer NOT NULL,
    CONSTRAINT "PK_backend_definition" PRIMARY KEY (partner_id, role, backend_id, revision_from),
    CONSTRAINT backend_definition_role CHECK (role IN ('operator', 'provider')),
    CONSTRAINT backend_definition_interval CHECK (revision_from < revision_to))`,
  `CREATE UNIQUE INDEX backend_definition_open ON backend_definition (partner_id, role, backend_id)
    WHERE revision_to = 9007199254740991`,
  `CREATE INDEX backend_definition_begun ON backend_definition (revision_from)`,
  `CREATE INDEX backend_definition_closed ON backend_definition (revision_to)`,
  `CREATE INDEX backend_definition_owner_closed ON backend_definition (partner_id, role, revision_to)`,
  `CREATE TABLE access_token (
    token_digest bytea NOT NULL,
    partner_id text COLLATE "C" NOT NULL,
    role text NOT NULL,
    backend_id text COLLATE "C" NOT NULL,
    valid_date date NOT NULL,
    CONSTRAINT "PK_access_token" PRIMARY KEY (token_digest))`,
  `CREATE INDEX access_token_of_definition ON access_token (partner_id, role, backend_id)`,
  `CREATE INDEX access_token_valid_date ON access_token (valid_date)`,
];
