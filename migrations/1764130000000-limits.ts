import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What instances count for the limits, to tell each other. Not logged, as it is of the last minutes only: after a crash
 * of the server it is empty. Limits that are counted by versions before this one do not exist, so nothing is missing.
 */
export class Limits1764130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNLOGGED TABLE limit_count (
        tally text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        instance_id uuid NOT NULL,
        count integer NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT "PK_limit_count" PRIMARY KEY (tally, subject, instance_id))`,
    );
    await runner.query('CREATE INDEX limit_count_expired ON limit_count (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE limit_count');
  }
}
