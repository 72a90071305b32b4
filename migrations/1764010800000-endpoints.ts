import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages of OCHP-direct name a backend by where it is: this finds it among all that one partner has published. */
export class Endpoints1764010800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX backend_definition_endpoint ON backend_definition (partner_id, role, url)
        WHERE revision_to = 9007199254740991`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX backend_definition_endpoint');
  }
}
