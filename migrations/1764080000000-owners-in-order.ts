import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provider's pages go through the operators that it sees in their order; an operator's have the primary key for it. */
export class OwnersInOrder1764080000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX roaming_connection_of_provider
        ON roaming_connection (provider_partner_id, operator_partner_id, revision_to)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX roaming_connection_of_provider');
  }
}
