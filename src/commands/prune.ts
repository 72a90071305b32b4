import type { AddCommand } from './context.js';

/** Removes what is past the retention time, now instead of within the hour. */
export const addPrune: AddCommand = (program, context) => {
  program
    .command('prune')
    .description('remove what is past RETENTION now; the service does so once an hour')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Works on DATABASE_URL, or on the database in DATA_DIR. May run beside the service, with the same RETENTION.

Example:
  $ RETENTION=7d ochp-direct-registry prune`,
    )
    .action(async ({ json }: { json?: true }) => {
      const { Retention } = await import('../change-feed/index.js');
      const { SystemWallClock } = await import('../time/index.js');
      const { withDatabase } = await import('./database-of.js');
      const configuration = await context.configuration();
      const removed = await withDatabase(configuration, (dataSource) =>
        new Retention(dataSource, configuration, new SystemWallClock()).prune(),
      );
      if (json) context.output.printJson({ removed });
      else context.output.print(`Removed ${removed} ${removed === 1 ? 'row' : 'rows'}.`);
    });
};
