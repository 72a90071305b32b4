import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What probes found of each published URL, and which instance does what only one must do. Neither is part of the feed:
 * a version of the service that does not know these tables runs beside them.
 */
export class EndpointHealth1764140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE endpoint_duty');
    await runner.query('DROP TABLE endpoint_health');
  }
}

const STATEMENTS = [
  `CREATE TABLE endpoint_health (
    url text COLLATE "C" NOT NULL,
    probed_at timestamptz NOT NULL,
    outcome text NOT NULL,
    outcome_since timestamptz NOT NULL,
    consecutive_failures integer NOT NULL,
    certificate_expires_at timestamptz,
    CONSTRAINT "PK_endpoint_health" PRIMARY KEY (url))`,
  `CREATE TABLE endpoint_duty (
    duty text NOT NULL,
    holder text,
    held_until timestamptz,
    done_for date,
    CONSTRAINT "PK_endpoint_duty" PRIMARY KEY (duty))`,
  `INSERT INTO endpoint_duty (duty) VALUES ('probing'), ('token warning')`,
];
