import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which key a version's access tokens are encrypted with, and which key a token's digest was made with; NULL: none, as
 * all were before. What is encrypted stays so when this is undone, and versions from before can't read it.
 */
export class TokenEncryption1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE backend_definition ADD COLUMN token_key_id text COLLATE "C"');
    await runner.query('CREATE INDEX backend_definition_token_key ON backend_definition (token_key_id)');
    await runner.query('ALTER TABLE access_token ADD COLUMN token_key_id text COLLATE "C"');
    await runner.query('CREATE INDEX access_token_token_key ON access_token (token_key_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE access_token DROP COLUMN token_key_id');
    await runner.query('ALTER TABLE backend_definition DROP COLUMN token_key_id');
  }
}
