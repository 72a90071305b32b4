import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who did what, and whom it concerned. Nothing is ever changed or removed there, by whichever role: the triggers are on
 * `ALWAYS`, so that they hold in sessions that act as a replica, too. To archive, the owner of the tables disables them.
 */
export class Audit1764110000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    for (const table of ['audit_entry', 'audit_concern']) {
      await runner.query(
        `CREATE TRIGGER ${table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit()`,
      );
      await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_is_append_only`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_concern');
    await runner.query('DROP TABLE audit_entry');
    await runner.query('DROP FUNCTION refuse_change_of_audit');
  }
}

const STATEMENTS = [
  `CREATE TABLE audit_entry (
    entry_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
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
    CONSTRAINT audit_entry_actor CHECK (actor_kind IN ('partner', 'staff', 'stranger', 'command')),
    CONSTRAINT audit_entry_partner CHECK ((actor_kind = 'partner') = (actor_partner_id IS NOT NULL)),
    CONSTRAINT audit_entry_revision CHECK (revision IS NULL OR revision = moment))`,
  `CREATE INDEX audit_entry_in_order ON audit_entry (moment, entry_id)`,
  `CREATE INDEX audit_entry_rare_action ON audit_entry (action, moment, entry_id)
    WHERE action <> 'backend.published'`,
  `CREATE INDEX audit_entry_rare_actor ON audit_entry (actor_kind, moment, entry_id)
    WHERE actor_kind <> 'partner'`,
  `CREATE TABLE audit_concern (
    partner_id text COLLATE "C" NOT NULL,
    moment bigint NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT "PK_audit_concern" PRIMARY KEY (partner_id, moment, entry_id))`,
  `CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'The audit trail is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
          HINT = 'To archive entries, the owner of the table disables its trigger for that time.';
    END $$`,
];
