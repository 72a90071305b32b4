import type { IntegrityReport } from '../integrity/index.js';
import { EXIT } from './exit-code.js';
import type { AddCommand } from './context.js';
import { wholeNumber } from './whole-number.js';

interface CheckOptions {
  readonly findings: number;
  readonly json?: true;
}

/** Looks whether the schema and what is stored are as they must be. */
export const addCheck: AddCommand = (program, context) => {
  program
    .command('check')
    .description('look whether the schema and what is stored are as they must be; changes nothing')
    .option(
      '--findings <number>',
      'how many rows to tell of each rule; all are counted',
      wholeNumber(10_000),
      20,
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Works on DATABASE_URL, or on the database in DATA_DIR, beside the service if it runs. Ends with 1 if anything is wrong.
With the service's TOKEN_KEYS, or the file token-keys in DATA_DIR, it looks whether all keys in use are among them.

Examples:
  $ ochp-direct-registry check
  $ ochp-direct-registry check --json | jq '.invariants[] | select(.total > 0)'`,
    )
    .action(async ({ findings, json }: CheckOptions) => {
      const { checkIntegrity } = await import('../integrity/index.js');
      const { SystemWallClock } = await import('../time/index.js');
      const { findKeyFile } = await import('../token-encryption/index.js');
      const { withDatabase } = await import('./database-of.js');
      const { output } = context;
      const configuration = await context.configuration();
      const report = await withDatabase(configuration, async (dataSource, directory) => {
        const keys = configuration.tokenKeys ?? (directory && (await findKeyFile(directory)));
        return checkIntegrity(dataSource, {
          mostFindings: findings,
          now: new SystemWallClock().now(),
          keyIds: keys ? keys.map(({ id }) => id) : undefined,
          onProgress: (rule) => output.update(rule),
        });
      });
      output.update('');
      if (report.total > 0) context.exitCode = EXIT.failed;
      if (json) output.printJson(report);
      else output.print(inWords(report));
    });
};

function inWords({ asOf, total, invariants, notLookedAt }: IntegrityReport): string {
  const broken = invariants.filter((invariant) => invariant.total > 0);
  const lines = broken.flatMap(({ name, rule, total: rows, findings }) => [
    `${name}: ${rule} Not so of ${rows}:`,
    ...findings.map(({ place, detail }) => `  ${place} ${detail}`),
    ...(rows > findings.length ? [`  … and ${rows - findings.length} more`] : []),
  ]);
  const result =
    total === 0
      ? `All ${invariants.length} rules hold in the state of ${asOf}.`
      : `${broken.length} of ${invariants.length} rules do not hold in the state of ${asOf}.`;
  return [...lines, result, ...(notLookedAt.length > 0 ? [WITHOUT_KEYS] : [])].join('\n');
}

const WITHOUT_KEYS =
  'Not looked at: whether the keys that access tokens are encrypted with are known. Set the service’s TOKEN_KEYS for that.';
