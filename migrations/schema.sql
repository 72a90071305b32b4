-- The schema that the migrations make, for reading: `npm run schema` writes it anew, and a test holds it against them.
-- Nothing runs it in production: the service migrates its database by itself.

SET check_function_bodies = off;

CREATE SEQUENCE migrations_id_seq AS integer;

CREATE TABLE access_token (
  token_digest bytea NOT NULL,
  partner_id text COLLATE "C" NOT NULL,
  role text NOT NULL,
  backend_id text COLLATE "C" NOT NULL,
  valid_date date NOT NULL,
  CONSTRAINT "PK_access_token" PRIMARY KEY (token_digest)
);

CREATE TABLE admin_secret (
  id smallint NOT NULL DEFAULT 1,
  secret_digest bytea NOT NULL,
  CONSTRAINT "PK_admin_secret" PRIMARY KEY (id),
  CONSTRAINT admin_secret_is_one_row CHECK ((id = 1))
);

CREATE TABLE backend_definition (
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
  CONSTRAINT backend_definition_interval CHECK ((revision_from < revision_to)),
  CONSTRAINT backend_definition_role CHECK ((role = ANY (ARRAY['operator'::text, 'provider'::text])))
);

CREATE TABLE credential (
  credential_id text COLLATE "C" NOT NULL,
  partner_id text COLLATE "C" NOT NULL,
  label text,
  secret_digest bytea NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_in bigint,
  CONSTRAINT "PK_credential" PRIMARY KEY (credential_id)
);

CREATE TABLE migrations (
  id integer NOT NULL DEFAULT nextval('migrations_id_seq'::regclass),
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);

CREATE TABLE owned_party_id (
  role text NOT NULL,
  party_id text COLLATE "C" NOT NULL,
  partner_id text COLLATE "C" NOT NULL,
  CONSTRAINT "PK_owned_party_id" PRIMARY KEY (role, party_id),
  CONSTRAINT owned_party_id_role CHECK ((role = ANY (ARRAY['operator'::text, 'provider'::text])))
);

CREATE TABLE partner (
  partner_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  CONSTRAINT "PK_partner" PRIMARY KEY (partner_id)
);

CREATE TABLE partner_admission (
  partner_id text COLLATE "C" NOT NULL,
  revision_from bigint NOT NULL,
  revision_to bigint NOT NULL,
  CONSTRAINT "PK_partner_admission" PRIMARY KEY (partner_id, revision_from),
  CONSTRAINT partner_admission_interval CHECK ((revision_from < revision_to))
);

CREATE TABLE registry_clock (
  id smallint NOT NULL DEFAULT 1,
  revision bigint NOT NULL,
  horizon bigint NOT NULL,
  epoch text NOT NULL,
  epoch_began bigint NOT NULL,
  epoch_system text,
  epoch_database text,
  epoch_table text,
  epoch_timeline text,
  epoch_files text,
  CONSTRAINT "PK_registry_clock" PRIMARY KEY (id),
  CONSTRAINT registry_clock_is_one_row CHECK ((id = 1))
);

CREATE TABLE roaming_connection (
  operator_partner_id text COLLATE "C" NOT NULL,
  provider_partner_id text COLLATE "C" NOT NULL,
  revision_from bigint NOT NULL,
  revision_to bigint NOT NULL,
  CONSTRAINT "PK_roaming_connection" PRIMARY KEY (operator_partner_id, provider_partner_id, revision_from),
  CONSTRAINT roaming_connection_interval CHECK ((revision_from < revision_to))
);

ALTER SEQUENCE migrations_id_seq OWNED BY migrations.id;

CREATE INDEX access_token_of_definition ON access_token USING btree (partner_id, role, backend_id);

CREATE INDEX access_token_valid_date ON access_token USING btree (valid_date);

CREATE INDEX backend_definition_begun ON backend_definition USING btree (revision_from);

CREATE INDEX backend_definition_closed ON backend_definition USING btree (revision_to);

CREATE INDEX backend_definition_endpoint ON backend_definition USING btree (partner_id, role, url) WHERE (revision_to = '9007199254740991'::bigint);

CREATE UNIQUE INDEX backend_definition_open ON backend_definition USING btree (partner_id, role, backend_id) WHERE (revision_to = '9007199254740991'::bigint);

CREATE INDEX backend_definition_owner_closed ON backend_definition USING btree (partner_id, role, revision_to);

CREATE INDEX credential_of_partner ON credential USING btree (partner_id);

CREATE INDEX credential_revoked_in ON credential USING btree (revoked_in) WHERE (revoked_in IS NOT NULL);

CREATE INDEX owned_party_id_of_partner ON owned_party_id USING btree (partner_id);

CREATE INDEX partner_admission_begun ON partner_admission USING btree (revision_from);

CREATE INDEX partner_admission_closed ON partner_admission USING btree (revision_to);

CREATE UNIQUE INDEX partner_admission_open ON partner_admission USING btree (partner_id) WHERE (revision_to = '9007199254740991'::bigint);

CREATE INDEX roaming_connection_begun ON roaming_connection USING btree (revision_from);

CREATE INDEX roaming_connection_closed ON roaming_connection USING btree (revision_to);

CREATE INDEX roaming_connection_of_provider ON roaming_connection USING btree (provider_partner_id, operator_partner_id, revision_to);

CREATE UNIQUE INDEX roaming_connection_open ON roaming_connection USING btree (operator_partner_id, provider_partner_id) WHERE (revision_to = '9007199254740991'::bigint);

CREATE INDEX roaming_connection_operator_begun ON roaming_connection USING btree (operator_partner_id, revision_from);

CREATE INDEX roaming_connection_operator_closed ON roaming_connection USING btree (operator_partner_id, revision_to);

CREATE INDEX roaming_connection_provider_begun ON roaming_connection USING btree (provider_partner_id, revision_from);

CREATE INDEX roaming_connection_provider_closed ON roaming_connection USING btree (provider_partner_id, revision_to);
