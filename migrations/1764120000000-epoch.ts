import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The epoch of the registry: which line of history its revisions belong to, since which revision, and in which database.
 * A registry without partners begins here, and so does its first epoch; the clients of one that is in use have not been
 * led astray by anything, and go on as before. In which database that is, the service notes when it first connects.
 */
export class Epoch1764120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE registry_clock
      ADD COLUMN epoch text NOT NULL DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 12),
      ADD COLUMN epoch_began bigint NOT NULL DEFAULT 0,
      ADD COLUMN epoch_system text,
      ADD COLUMN epoch_database text,
      ADD COLUMN epoch_table text,
      ADD COLUMN epoch_timeline text,
      ADD COLUMN epoch_files text`);
    await runner.query(`ALTER TABLE registry_clock
      ALTER COLUMN epoch DROP DEFAULT,
      ALTER COLUMN epoch_began DROP DEFAULT`);
    await runner.query(
      'UPDATE registry_clock SET epoch_began = revision WHERE NOT EXISTS (SELECT FROM partner)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const parts = ['system', 'database', 'table', 'timeline', 'files'].map((part) => `epoch_${part}`);
    for (const column of ['epoch', 'epoch_began', ...parts])
      await runner.query(`ALTER TABLE registry_clock DROP COLUMN ${column}`);
  }
}
