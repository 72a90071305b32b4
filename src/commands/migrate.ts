import type { AddCommand } from './context.js';

interface MigrateOptions {
  readonly dryRun?: boolean;
  readonly json?: true;
}

/** Brings the schema up to date. The service does so at its start, too. */
export const addMigrate: AddCommand = (program, context) => {
  program
    .command('migrate')
    .description('bring the schema of the database up to date, as the start of the service does')
    .option('--dry-run', 'change nothing, and list what is pending')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Works on DATABASE_URL, or on the database in DATA_DIR. May run beside the service.

Examples:
  $ ochp-direct-registry migrate --dry-run
  $ DATABASE_URL=postgresql://registry:…@db/registry ochp-direct-registry migrate`,
    )
    .action(async ({ dryRun = false, json }: MigrateOptions) => {
      const { migrateDatabase, pendingMigrations } = await import('../database/index.js');
      const { withDatabaseUrl } = await import('./database-of.js');
      const take = dryRun ? pendingMigrations : migrateDatabase;
      const migrations = await withDatabaseUrl(await context.configuration(), dryRun, take);
      if (json) context.output.printJson({ dryRun, migrations });
      else context.output.print(inWords(migrations, dryRun));
    });
};

function inWords(migrations: readonly string[], isDryRun: boolean): string {
  if (migrations.length === 0) return 'The schema is up to date.';
  return [isDryRun ? 'Pending:' : 'Migrated:', ...migrations].join('\n  ');
}
