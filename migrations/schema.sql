-- The schema that the migrations make, for reading: `npm run schema` writes it anew, and a test holds it against them.
-- Nothing runs it in production: the service migrates its database by itself.

SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.refuse_change_of_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN
      RAISE EXCEPTION 'The audit trail is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
          HINT = 'To archive entries, the owner of the table disables its trigger for that time.';
    END $function$;

CREATE SEQUENCE migrations_id_seq AS integer;

CREATE TABLE access_token (
  token_digest bytea NOT NULL,
  partner_id text COLLATE "C" NOT NULL,
  role text NOT NULL,
  backend_id text COLLATE "C" NOT NULL,
  valid_date date NOT NULL,
  token_key_id text COLLATE "C",
  CONSTRAINT "PK_access_token" PRIMARY KEY (token_digest)
);

CREATE TABLE admin_secret (
  id smallint NOT NULL DEFAULT 1,
  secret_digest bytea NOT NULL,
  CONSTRAINT "PK_admin_secret" PRIMARY KEY (id),
  CONSTRAINT admin_secret_is_one_row CHECK ((id = 1))
);

CREATE TABLE audit_concern (
  partner_id text COLLATE "C" NOT NULL,
  moment bigint NOT NULL,
  entry_id bigint NOT NULL,
  CONSTRAINT "PK_audit_concern" PRIMARY KEY (partner_id, moment, entry_id)
);

CREATE TABLE audit_entry (
  entry_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  moment bigint NOT NULL,
  revision bigint,
  action text COLLATE "C" NOT NULL,
  actor_kind text COLLATE "C" NOT NULL,
  actor_partner_id text COLLATE "C",
  credential_id text COLLATE "C",
  remote_address text,
  request_id text,
  binding text NOT NULL,
  concerned text[] NOT NULL,
  subject jsonb NOT NULL,
  before jsonb,
  after jsonb,
  size integer NOT NULL,
  CONSTRAINT "PK_audit_entry" PRIMARY KEY (entry_id),
  CONSTRAINT audit_entry_actor CHECK ((actor_kind = ANY (ARRAY['partner'::text, 'staff'::text, 'stranger'::text, 'command'::text]))),
  CONSTRAINT audit_entry_partner CHECK (((actor_kind = 'partner'::text) = (actor_partner_id IS NOT NULL))),
  CONSTRAINT audit_entry_revision CHECK (((revision IS NULL) OR (revision = moment)))
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
  token_key_id text COLLATE "C",
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

CREATE TABLE endpoint_duty (
  duty text NOT NULL,
  holder text,
  held_until timestamp with time zone,
  done_for date,
  CONSTRAINT "PK_endpoint_duty" PRIMARY KEY (duty)
);

CREATE TABLE endpoint_health (
  url text COLLATE "C" NOT NULL,
  probed_at timestamp with time zone NOT NULL,
  outcome text NOT NULL,
  outcome_since timestamp with time zone NOT NULL,
  consecutive_failures integer NOT NULL,
  certificate_expires_at timestamp with time zone,
  CONSTRAINT "PK_endpoint_health" PRIMARY KEY (url)
);

CREATE UNLOGGED TABLE limit_count (
  tally text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  instance_id uuid NOT NULL,
  count integer NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT "PK_limit_count" PRIMARY KEY (tally, subject, instance_id)
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

CREATE INDEX access_token_token_key ON access_token USING btree (token_key_id);

CREATE INDEX access_token_valid_date ON access_token USING btree (valid_date);

CREATE INDEX audit_entry_in_order ON audit_entry USING btree (moment, entry_id);

CREATE INDEX audit_entry_rare_action ON audit_entry USING btree (action, moment, entry_id) WHERE (action <> 'backend.published'::text);

CREATE INDEX audit_entry_rare_actor ON audit_entry USING btree (actor_kind, moment, entry_id) WHERE (actor_kind <> 'partner'::text);

CREATE INDEX backend_definition_begun ON backend_definition USING btree (revision_from);

CREATE INDEX backend_definition_closed ON backend_definition USING btree (revision_to);

CREATE INDEX backend_definition_endpoint ON backend_definition USING btree (partner_id, role, url) WHERE (revision_to = '9007199254740991'::bigint);

CREATE UNIQUE INDEX backend_definition_open ON backend_definition USING btree (partner_id, role, backend_id) WHERE (revision_to = '9007199254740991'::bigint);

CREATE INDEX backend_definition_owner_closed ON backend_definition USING btree (partner_id, role, revision_to);

CREATE INDEX backend_definition_token_key ON backend_definition USING btree (token_key_id);

CREATE INDEX credential_of_partner ON credential USING btree (partner_id);

CREATE INDEX credential_revoked_in ON credential USING btree (revoked_in) WHERE (revoked_in IS NOT NULL);

CREATE INDEX limit_count_expired ON limit_count USING btree (expires_at);

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

CREATE TRIGGER audit_concern_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_concern FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
ALTER TABLE audit_concern ENABLE ALWAYS TRIGGER audit_concern_is_append_only;

CREATE TRIGGER audit_entry_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_is_append_only;
