import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the change signal asks for: which credentials were revoked, and which connections were set, since a revision.
 * A credential that was revoked before has no revision, and needs none: nobody remembers it.
 */
export class ChangeSignal1764090000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE credential ADD COLUMN revoked_in bigint');
    await runner.query(
      'CREATE INDEX credential_revoked_in ON credential (revoked_in) WHERE revoked_in IS NOT NULL',
    );
    await runner.query('CREATE INDEX roaming_connection_begun ON roaming_connection (revision_from)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX roaming_connection_begun');
    await runner.query('ALTER TABLE credential DROP COLUMN revoked_in');
  }
}
